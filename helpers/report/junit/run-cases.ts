import type { RootCause, RunRecord } from '../../record/run-record.ts'
import { causeLines } from '../words/cause-lines.ts'
import { findingLines } from '../words/finding-lines.ts'
import { RUN_PROMISE, unheld } from '../words/unheld.ts'
import type { JunitCase } from './junit-case.ts'

const FINDINGS_MAX = 3

/** Test cases that stand for no check. */
export function runCases(record: RunRecord): readonly JunitCase[] {
  const { causes, run } = unheld(record)
  return [
    ...causes.map((cause) => causeCase(cause, record.exitCode)),
    ...(run === 'red' ? [runCase(record)] : []),
  ]
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
  const lines = warnings.map(({ code, service, summary }) => `${code} (${service}): ${summary}`)
  return {
    classname: 'run.verdict',
    name: RUN_PROMISE,
    durationMs: 0,
    outcome: {
      kind: exitCode === 1 ? 'failure' : 'error',
      type: exitCode === 130 ? 'interrupted' : 'verdict',
      message: headline,
      text: [headline, `exit code ${exitCode}`, ...lines, ...notes].join('\n'),
    },
  }
}
