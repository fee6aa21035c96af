import type { Test } from '@vitest/runner'
import type { CheckNote, CheckRecord } from '../helpers/record/check-record.ts'

/** What the runner knows of a check beside its note. */
interface Seen {
  readonly state: 'passed' | 'failed' | 'skipped'
  readonly startTime: number
  readonly duration: number
  readonly errors: readonly string[]
}

const STATES = { pass: 'passed', skip: 'skipped' } as const

/** The record of a check that has just ended. */
export function collect(
  { result, meta: { smoke: note } }: Test,
  position: number,
  runStartedMs: number,
): CheckRecord {
  if (note === undefined) throw new Error('the check was not registered by registerChecks')
  const { state = 'fail', startTime = Date.now(), errors = [] } = result ?? {}
  const seen = {
    state: state === 'pass' || state === 'skip' ? STATES[state] : 'failed',
    startTime,
    duration: Date.now() - startTime,
    errors: errors.map(({ message }) => message),
  } as const
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
  if (note.outcome === 'error') return 'error'
  if (note.findings.some(({ severity }) => severity === 'failure')) return 'failed'
  // The runner knows of a failure that the check does not: ours, not the deployment's.
  if (state !== 'passed') return 'error'
  return note.findings.length > 0 ? 'warned' : 'passed'
}
