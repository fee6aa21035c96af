import { hostname } from 'node:os'
import type { ConfigProblem } from '../../env/target.ts'
import type { RunRecord } from '../../helpers/record/run-record.ts'
import { inertLog } from '../../helpers/report/terminal/layout.ts'
import { renderVerdict } from '../../helpers/report/terminal/verdict.ts'
import { headline } from '../../helpers/report/words/headline.ts'
import { printable } from '../../helpers/text/quote.ts'
import type { Flags } from '../cli/flags.ts'
import { terminal } from '../cli/terminal.ts'
import { partOf, startRun } from '../run/run-identity.ts'
import { processEnv } from '../target/process-env.ts'
import { inOneLine, problemCauses } from './problem-causes.ts'
import { publish } from './publish.ts'

/**
 * Ends a run that could not start: every problem at once, on the terminal and in the reports. What was only
 * to print something (`--explain-env`, `--list`) leaves the reports of earlier runs alone. Exit code 2.
 */
export async function refuse(
  flags: Flags,
  problems: readonly ConfigProblem[],
  version: string,
): Promise<number> {
  const record = refusedRecord(flags, problems, version)
  // A root cause shows the first few of its lines; here every problem is shown.
  if (problems.length > 1) process.stderr.write(`\n${problems.map(problemLine).join('')}`)
  if (flags.action === 'run') return publish(record, flags)
  process.stdout.write(`\n${renderVerdict(record, { ...terminal(), reports: [] })}`)
  return record.exitCode
}

/** The record of a run that could not start. */
export function refusedRecord(
  flags: Flags,
  problems: readonly ConfigProblem[],
  version: string,
): RunRecord {
  const { id, startedAtMs } = startRun(Date.now(), version)
  const causes = problemCauses(problems, flags.env)
  return {
    run: {
      id,
      version,
      startedAt: new Date(startedAtMs).toISOString(),
      durationMs: Math.round(performance.now()),
      environment: flags.env,
      ...partOf(processEnv, flags.place),
      kind: undefined,
      platform: undefined,
      targets: [],
      revisions: {},
      waited: [],
      requests: 0,
      host: hostname(),
    },
    verdict: 'fail',
    decision: 'hold',
    exitCode: 2,
    rootCauses: causes,
    warnings: [],
    checks: [],
    notes: [],
    requestLog: { requests: [], leftOut: 0 },
    headline: headline({
      environment: flags.env,
      checks: [],
      rootCauses: causes,
      warnings: [],
      durationMs: 0,
      cutShort: undefined,
      notJudged: 0,
      alone: flags.warnings,
      problems: problems.length,
    }),
  }
}

function problemLine(problem: ConfigProblem): string {
  return inertLog(`problem  ${printable(inOneLine(problem))}\n`)
}
