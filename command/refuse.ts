import { hostname } from 'node:os'
import type { ConfigProblem } from '../env/target.ts'
import { CODE_TABLE } from '../helpers/diagnosis/code-table.ts'
import { fillCode } from '../helpers/diagnosis/fill-code.ts'
import { headline } from '../helpers/report/headline.ts'
import type { RootCause, RunRecord } from '../helpers/report/run-record.ts'
import { startRun } from './conclude.ts'
import type { Flags } from './flags.ts'
import { publish } from './publish.ts'

/** Ends a run that could not start: every problem at once, on the terminal and in the reports. Exit code 2. */
export async function refuse(flags: Flags, problems: readonly ConfigProblem[], version: string): Promise<number> {
  const { id, startedAtMs } = startRun(Date.now(), version)
  const rootCauses = problems.map((problem) => rootCause(problem, flags.env))
  const record: RunRecord = {
    run: {
      id, version,
      startedAt: new Date(startedAtMs).toISOString(),
      durationMs: Math.round(performance.now()),
      environment: flags.env,
      kind: 'local',
      platform: '',
      targets: [],
      revisions: {},
      waited: [],
      requests: 0,
      host: hostname(),
    },
    verdict: 'fail', decision: 'hold', exitCode: 2, rootCauses, warnings: [], checks: [], notes: [],
    headline: headline({ environment: flags.env, checks: [], rootCauses, warnings: [], durationMs: 0, interrupted: 'no', problems: problems.length }),
  }
  return publish(record, flags)
}

function rootCause({ code, variable, message, example, from }: ConfigProblem, environment: string): RootCause {
  const entry = CODE_TABLE[code]
  const facts = { service: 'config', variable, environment, subject: variable }
  return {
    code, service: 'config',
    summary: `${variable} ${message}`,
    evidence: [`it came from ${from}`, `an example that works: ${example}`],
    causes: entry.causes.map((text) => fillCode(text, facts)),
    nextSteps: entry.nextSteps.map((text) => fillCode(text, facts)),
    blocks: [], fails: [], explains: [], findings: [],
  }
}
