import type { CheckRecord, RootCause } from '../../record/run-record.ts'
import { blocker } from '../words/blocker.ts'
import { causeLines } from '../words/cause-lines.ts'
import { findingLines } from '../words/finding-lines.ts'
import type { JunitCase, JunitOutcome } from './junit-case.ts'

const FINDINGS_MAX = 10

/** A check as a test case; a failed one carries the root cause it failed on, with what to do next. */
export function checkCase(check: CheckRecord, cause: RootCause | undefined): JunitCase {
  const { suite, part, title, durationMs, status, findings } = check
  return {
    // Importers split at the last dot: the suite is shown as the package, the part as the class.
    classname: `${suite}.${part.replaceAll('.', '_')}`,
    name: title,
    durationMs,
    outcome: outcomeOf(check, cause),
    ...(status === 'warned' && { output: lines(findings.flatMap(findingLines)) }),
  }
}

function outcomeOf(check: CheckRecord, cause: RootCause | undefined): JunitOutcome {
  const { status, findings, reason } = check
  switch (status) {
    case 'passed':
    case 'warned':
      return { kind: 'passed' }
    case 'skipped':
      return { kind: 'skipped', message: reason ?? 'no reason was recorded' }
    case 'blocked':
      return { kind: 'skipped', message: `blocked by ${blocker(check)}` }
    case 'error': {
      const message = reason ?? 'the suite itself failed, and no reason was recorded'
      return { kind: 'error', type: 'could-not-judge', message, text: message }
    }
    case 'failed':
      return failure(findings, reason, cause)
  }
}

function failure(
  findings: CheckRecord['findings'],
  reason: string | undefined,
  cause: RootCause | undefined,
): JunitOutcome {
  const first = findings[0]
  const message =
    first === undefined
      ? (reason ?? 'failed, and no finding was recorded')
      : `${first.code} (${first.service}): ${first.promise}; expected ${first.expected}, got ${first.got}`
  return {
    kind: 'failure',
    type: first?.code ?? 'failed',
    message,
    text: lines([
      ...findings.slice(0, FINDINGS_MAX).flatMap(findingLines),
      ...(findings.length > FINDINGS_MAX
        ? [`and ${findings.length - FINDINGS_MAX} more findings`]
        : []),
      ...(reason === undefined && first !== undefined ? [] : [reason ?? message]),
      ...(cause === undefined ? [] : ['', 'Root cause:', ...causeLines(cause)]),
    ]),
  }
}

function lines(all: readonly string[]): string {
  return all.join('\n')
}
