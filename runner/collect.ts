import type { TestCase } from 'vitest/node'
import type { CheckNote } from '../helpers/record/check-note.ts'
import type { CheckRecord } from '../helpers/record/run-record.ts'

/** What vitest knows of a check beside its note. */
interface Seen {
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending'
  readonly startTime: number
  readonly duration: number
  readonly errors: readonly string[]
}

/** Reads what a finished check says of itself; one that says nothing, or less than the runner knows, is an error of ours. */
export function collect(test: TestCase, position: number, runStartedMs: number): CheckRecord {
  const { startTime = runStartedMs, duration = 0 } = test.diagnostic() ?? {}
  const { state, errors = [] } = test.result()
  const note = test.meta().smoke ?? unknown(test)
  const seen = { state, startTime, duration, errors: errors.map(({ message }) => message) }
  return recordOf(note, position, seen, runStartedMs)
}

/** A note as a record of the run. */
export function recordOf(
  note: CheckNote,
  position: number,
  seen: Seen,
  runStartedMs: number,
): CheckRecord {
  const { outcome: _, sent: __, reason: own, ...about } = note
  const status = statusOf(note, seen.state)
  const waited = (note.waited?.needsMs ?? 0) + (note.waited?.turnMs ?? 0)
  const waitedMs = Math.min(waited, seen.duration)
  const reason = own ?? (status === 'error' ? seen.errors.join('; ') : undefined)
  return {
    ...about,
    status,
    position,
    startMs: Math.max(0, Math.round(seen.startTime - runStartedMs + waitedMs)),
    durationMs: Math.max(0, Math.round(seen.duration - waitedMs)),
    ...(reason !== undefined && status !== 'passed' && { reason }),
  }
}

function statusOf(note: CheckNote, state: Seen['state']): CheckRecord['status'] {
  if (note.outcome === 'blocked') return 'blocked'
  if (note.outcome === 'not-applicable') return 'skipped'
  if (note.outcome === 'error' || state === 'pending') return 'error'
  if (note.findings.some(({ severity }) => severity === 'failure')) return 'failed'
  // The runner knows of a failure that the check does not: ours, not the deployment's.
  if (state !== 'passed') return 'error'
  return note.findings.length > 0 ? 'warned' : 'passed'
}

function unknown(test: TestCase): CheckNote {
  return {
    id: test.fullName,
    suite: 'unknown',
    part: 'unknown',
    title: test.name,
    findings: [],
    outcome: 'error',
    reason: 'the check gave no account of itself',
    requests: 0,
    sent: [],
    notes: [],
    revisions: {},
  }
}
