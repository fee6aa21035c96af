import type { CheckRecord, CheckStatus } from '../../record/run-record.ts'
import { bounded } from '../../text/bounded.ts'
import { printable } from '../../text/printable.ts'
import { blocker } from '../words/blocker.ts'
import { findingLines } from '../words/finding-lines.ts'
import { wholeMs } from './whole-ms.ts'

type CtrfStatus = 'passed' | 'failed' | 'skipped' | 'other'

const TEXT_MAX = 4000

/**
 * What our statuses are to a consumer. `error` is `failed` to the standard and in `rawStatus` too, since to
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
  readonly blockedBy?: { readonly code: string; readonly service: string; readonly summary: string }
}

/** One check as a CTRF test. */
export function ctrfTest(check: CheckRecord, startedAtMs: number): CtrfTest {
  const { id, suite, part, title, status, startMs, durationMs, findings, blockedBy } = check
  const start = startedAtMs + wholeMs(startMs)
  const first = findings[0]
  const blocking = blockedBy?.[0]
  const message = messageOf(check)
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
      ...(blocking && {
        blockedBy: {
          code: blocking.code,
          service: text(blocking.service),
          summary: text(blocker(check)),
        },
      }),
    },
  }
}

function messageOf(check: CheckRecord): string | undefined {
  const { status, findings, reason } = check
  const first = findings[0]
  if (status === 'blocked') return `blocked by ${blocker(check)}`
  if (status === 'error') return `could not be judged: ${reason ?? 'no reason was recorded'}`
  if (first === undefined) return reason
  return `${first.code} (${first.service}): ${first.promise}; expected ${first.expected}, got ${first.got}`
}

function text(raw: string): string {
  return printable(bounded(raw, TEXT_MAX))
}
