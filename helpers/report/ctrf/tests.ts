import type { CheckRecord, CheckStatus } from '../../record/check-record.ts'
import type { Decision, RootCause, RunRecord } from '../../record/run-record.ts'
import { bounded, printable } from '../../text/quote.ts'
import { causeLine, causeLines, findingLine, findingLines } from '../words/cause-words.ts'
import { RUN_PROMISE, uncovered } from '../words/run-words.ts'
import { blocker } from '../words/status-words.ts'

type CtrfStatus = 'passed' | 'failed' | 'skipped' | 'other'

const TEXT_MAX = 4000

/**
 * The status that a consumer of CTRF reads for each of ours. `error` is `failed` to the standard and in `rawStatus` too, since to
 * let it count as anything milder would let a run that judged nothing look fine; the tag `could-not-judge`
 * and the message distinguish it from a broken promise.
 */
const STATUS: Readonly<Record<CheckStatus, { status: CtrfStatus; rawStatus: string }>> = {
  passed: { status: 'passed', rawStatus: 'passed' },
  warned: { status: 'passed', rawStatus: 'warned' },
  failed: { status: 'failed', rawStatus: 'failed' },
  error: { status: 'failed', rawStatus: 'failed' },
  blocked: { status: 'other', rawStatus: 'blocked' },
  skipped: { status: 'skipped', rawStatus: 'skipped' },
}

export interface CtrfTest {
  readonly name: string
  readonly status: CtrfStatus
  readonly duration: number
  readonly start: number
  readonly stop: number
  readonly suite: readonly string[]
  readonly message?: string
  readonly trace?: string
  readonly rawStatus: string
  readonly tags?: readonly string[]
  readonly flaky?: true
  readonly extra: CtrfTestExtra
}

interface CtrfTestExtra {
  readonly id: string
  readonly code?: string
  readonly service?: string
  /** Of the verdict alone: readers that merge reports keep the tests of each, but the extra of one (npm `ctrf` 0.3.0). */
  readonly decision?: Decision
  readonly blockedBy?: { readonly code: string; readonly service: string; readonly summary: string }
}

/** One check as a CTRF test. */
export function ctrfTest(
  check: CheckRecord,
  startedAtMs: number,
  cause: RootCause | undefined,
): CtrfTest {
  const { id, suite, part, title, status, startMs, durationMs, findings, blockedBy } = check
  const start = startedAtMs + wholeMs(startMs)
  const first = findings[0]
  const blocking = cause ?? blockedBy?.[0]
  const message = messageOf(check, cause)
  return {
    name: text(`${suite}: ${part} ${title}`),
    ...STATUS[status],
    duration: wholeMs(durationMs),
    start,
    stop: start + wholeMs(durationMs),
    suite: [text(suite), text(part)],
    ...(message !== undefined && { message: text(message) }),
    ...(findings.length > 0 && { trace: findings.slice(0, 10).flatMap(findingLines).join('\n') }),
    ...(status === 'error' && { tags: ['could-not-judge'] }),
    ...(findings.some(({ code }) => code === 'check.flaky') && { flaky: true as const }),
    extra: {
      id: text(id),
      ...(first && { code: first.code, service: text(first.service) }),
      ...(status === 'blocked' &&
        blocking && {
          blockedBy: {
            code: blocking.code,
            service: text(blocking.service),
            summary: text(blocker(check, cause)),
          },
        }),
    },
  }
}

function messageOf(check: CheckRecord, cause: RootCause | undefined): string | undefined {
  const { status, findings, reason } = check
  const first = findings[0]
  if (status === 'blocked') return `blocked by ${blocker(check, cause)}`
  if (status === 'error') return `could not be judged: ${reason ?? 'no reason was recorded'}`
  if (first === undefined) return reason
  return findingLine(first)
}

/** A text of the record: bounded, and nothing invisible in it. */
export function text(raw: string): string {
  return printable(bounded(raw, TEXT_MAX))
}

/**
 * Tests that stand for no check: a reader that only counts must not take a run that judged nothing for a good one. The
 * verdict of a run that is not to be promoted is a test of its own, with the headline.
 */
export function runTests(record: RunRecord, startedAtMs: number): readonly CtrfTest[] {
  const { decision, exitCode } = record
  const stop = startedAtMs + wholeMs(record.run.durationMs)
  const red = {
    status: 'failed',
    rawStatus: 'failed',
    duration: 0,
    start: stop,
    stop,
    ...(exitCode !== 1 && { tags: ['could-not-judge'] }),
  } as const
  const verdict: CtrfTest = {
    ...red,
    name: `run: ${RUN_PROMISE}`,
    suite: ['run', 'verdict'],
    message: text(record.headline),
    extra: { id: 'run/verdict/ends', decision },
  }
  return [
    ...(decision === 'promote' && exitCode === 0 ? [] : [verdict]),
    ...uncovered(record).map((cause): CtrfTest => {
      const { code, service } = cause
      return {
        ...red,
        name: text(`run: ${service} ${code}`),
        suite: ['run', text(service)],
        message: text(causeLine(cause)),
        trace: causeLines(cause).map(text).join('\n'),
        extra: { id: text(`run/${service}/${code}`), code, service: text(service) },
      }
    }),
  ]
}

/** Dates end at 8.64e15 ms (ECMA-262 §21.4.1.1); half of it leaves room for sums. */
const MOST_MS = 4e15

/** CTRF counts in whole, non-negative milliseconds. */
export function wholeMs(ms: number): number {
  return Number.isFinite(ms) && ms > 0 ? Math.min(Math.round(ms), MOST_MS) : 0
}
