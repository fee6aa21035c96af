import type { RootCause, RunRecord } from '../run-record.ts'
import { causeLines } from '../text/cause-lines.ts'
import { findingLines } from '../text/finding-lines.ts'
import type { JunitCase } from './junit-case.ts'

const FINDINGS_MAX = 3

const RED: ReadonlySet<string> = new Set(['failed', 'error'])

/**
 * Test cases that stand for no check, so that whatever makes the run red is red in the importer too: a
 * root cause that no check failed on (a variable that is missing, a service all checks wait for), a run that
 * was broken off, and a run that failed without any of these.
 */
export function runCases(record: RunRecord): readonly JunitCase[] {
  const red = new Set(record.checks.filter(({ status }) => RED.has(status)).map(({ id }) => id))
  const causes = record.rootCauses
    .filter(({ fails }) => !fails.some((id) => red.has(id)))
    .map((cause) => causeCase(cause, record.exitCode))
  const nothingIsRed = red.size === 0 && causes.length === 0
  const stopped = record.exitCode === 130 || (record.exitCode !== 0 && nothingIsRed)
  return [...causes, ...(stopped ? [runCase(record)] : [])]
}

function causeCase(cause: RootCause, exitCode: RunRecord['exitCode']): JunitCase {
  const seen = cause.findings.slice(0, FINDINGS_MAX).flatMap(findingLines)
  return {
    classname: `run.${cause.service}`,
    name: `${cause.code}: ${cause.summary}`,
    durationMs: 0,
    outcome: {
      kind: exitCode === 1 ? 'failure' : 'error',
      type: cause.code,
      message: `${cause.code} (${cause.service}): ${cause.summary}`,
      text: [...causeLines(cause), ...(seen.length === 0 ? [] : ['', ...seen])].join('\n'),
    },
  }
}

function runCase({ headline, exitCode, warnings, notes }: RunRecord): JunitCase {
  const told = warnings.map(({ code, service, summary }) => `${code} (${service}): ${summary}`)
  return {
    classname: 'run.verdict',
    name: 'ends with a verdict that lets the deploy pass',
    durationMs: 0,
    outcome: {
      kind: exitCode === 1 ? 'failure' : 'error',
      type: exitCode === 130 ? 'interrupted' : 'verdict',
      message: headline,
      text: [headline, `exit code ${exitCode}`, ...told, ...notes].join('\n'),
    },
  }
}
