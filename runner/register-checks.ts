import { afterAll, type Test, type TestContext, test, type VitestRunner } from '@vitest/runner'
import type { CheckNote, CheckRecord } from '../helpers/record/check-record.ts'
import type { Finding } from '../helpers/record/finding.ts'
import type { Redactor } from '../helpers/redact/redact.ts'
import { notRun, runCheck } from '../helpers/session/run-check.ts'
import type { RunInput } from '../helpers/session/run-input.ts'
import type { Check } from '../helpers/session/suite.ts'
import { checksOf } from './suites.ts'

declare module '@vitest/runner' {
  interface TaskMeta {
    /** The note of the check; before it ran, that it did not. */
    smoke?: CheckNote
  }
}

/** Registers the checks of a run with vitest's runner, all concurrent, and gives the redactor of the run. */
export function registerChecks(input: RunInput, stop: AbortSignal): Redactor {
  const { checks, session, cleanUp } = checksOf(input, stop)
  const running: Promise<CheckNote>[] = []
  for (const check of checks)
    test.concurrent(inFull(check), { meta: { smoke: notRun(check) } }, async (context) => {
      const run = runCheck(check, session)
      running.push(run)
      settle(await run, context)
    })
  afterAll(async () => {
    // If the run is cancelled, vitest does not wait for the checks; what they create is known when they end.
    await Promise.all(running)
    await cleanUp()
  })
  return session.redactor
}

function inFull({ suite, part, title }: Check): string {
  return `${suite} > ${part} > ${title}`
}

/** Says to the runner what a note says: it is the runner's state that decides whether a check that crashed is red. */
function settle(note: CheckNote, context: TestContext): void {
  context.task.meta.smoke = note
  if (note.outcome === 'blocked' || note.outcome === 'not-applicable') context.skip(note.reason)
  const failures = note.findings.filter(({ severity }) => severity === 'failure')
  if (note.outcome === 'error' || failures.length > 0)
    throw new Red(note.reason ?? failures.map(inOneLine).join('\n'))
}

/** What the runner shows of a red check; the reports print the findings themselves. */
class Red extends Error {
  override readonly name = 'Red'
  override readonly stack = ''
}

function inOneLine({ code, service, promise, asked, expected, got }: Finding): string {
  return `${code} (${service}): ${promise}\n  asked ${asked}\n  expected ${expected}\n  got ${got}`
}

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

/** How vitest's runner runs the checks: all at once, and without a deadline of its own, since every check has one. */
export const runnerSettings: VitestRunner['config'] = {
  root: '/',
  name: undefined,
  setupFiles: [],
  passWithNoTests: true,
  testNamePattern: undefined,
  allowOnly: false,
  sequence: { concurrent: true, seed: 0, hooks: 'stack', setupFiles: 'list' },
  maxConcurrency: 10_000,
  testTimeout: 0,
  hookTimeout: 0,
  retry: 0,
  includeTaskLocation: false,
  chaiConfig: undefined,
  tags: [],
  tagsFilter: undefined,
  strictTags: false,
}
