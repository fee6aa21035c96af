import { hostname } from 'node:os'
import type { ConfigProblem } from '../env/target.ts'
import { CODES, type Code } from '../helpers/diagnosis/code.ts'
import { CODE_TABLE } from '../helpers/diagnosis/code-table.ts'
import { fillCode } from '../helpers/diagnosis/fill-code.ts'
import { headline } from '../helpers/report/headline.ts'
import { printable } from '../helpers/report/printable.ts'
import type { RootCause, RunRecord } from '../helpers/report/run-record.ts'
import { inertLog } from '../helpers/report/text/inert-log.ts'
import type { Flags } from './flags.ts'
import { publish } from './publish.ts'
import { startRun } from './start-run.ts'

/** Ends a run that could not start: every problem at once, on the terminal and in the reports. Exit code 2. */
export async function refuse(
  flags: Flags,
  problems: readonly ConfigProblem[],
  version: string,
): Promise<number> {
  const { id, startedAtMs } = startRun(Date.now(), version)
  const causes = rootCauses(problems, flags.env)
  const record: RunRecord = {
    run: {
      id,
      version,
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
    verdict: 'fail',
    decision: 'hold',
    exitCode: 2,
    rootCauses: causes,
    warnings: [],
    checks: [],
    notes: [],
    headline: headline({
      environment: flags.env,
      checks: [],
      rootCauses: causes,
      warnings: [],
      durationMs: 0,
      interrupted: 'no',
      problems: problems.length,
    }),
  }
  // A root cause shows the first few of its lines; whoever has many problems wants to see them all.
  if (problems.length > 1) process.stderr.write(`\n${problems.map(inOneLine).join('')}`)
  return publish(record, flags)
}

function inOneLine(problem: ConfigProblem): string {
  const text = `${problem.variable} ${problem.message}; ${wayOut(problem).join('; ')}`
  return inertLog(`problem  ${printable(text)}\n`)
}

/** Problems of one code are one cause, with every variable that has it. */
function rootCauses(problems: readonly ConfigProblem[], environment: string): readonly RootCause[] {
  const codes = [...new Set(problems.map(({ code }) => code))].sort(
    (a, b) => CODES.indexOf(a) - CODES.indexOf(b),
  )
  return codes.map((code) =>
    rootCause(
      code,
      problems.filter((problem) => problem.code === code),
      environment,
    ),
  )
}

function rootCause(code: Code, problems: readonly ConfigProblem[], environment: string): RootCause {
  const entry = CODE_TABLE[code]
  const variables = problems.map(({ variable }) => variable).join(', ')
  const facts = { service: 'config', variable: variables, environment, subject: variables }
  const [only, ...others] = problems
  return {
    code,
    service: 'config',
    summary:
      others.length === 0
        ? `${only?.variable} ${only?.message}`
        : `${problems.length} values cannot be used: ${variables}`,
    evidence: problems.flatMap((problem) => [
      ...(others.length === 0 ? [] : [`${problem.variable} ${problem.message}`]),
      ...wayOut(problem),
    ]),
    causes: entry.causes.map((text) => fillCode(text, facts)),
    nextSteps: entry.nextSteps.map((text) => fillCode(text, facts)),
    blocks: [],
    fails: [],
    explains: [],
    findings: [],
  }
}

/** Where the value came from, and one that works, as it would be typed. */
function wayOut({ variable, example, from }: ConfigProblem): readonly string[] {
  const works =
    variable.startsWith('-') || example.startsWith('npm ') ? example : `${variable}=${example}`
  return [
    ...(from === 'unset' ? [] : [`${variable} came from ${from}`]),
    `an example that works: ${works}`,
  ]
}
