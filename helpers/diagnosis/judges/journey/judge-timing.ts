import type { Asked } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { findingOf } from '../finding-of.ts'

/** Milliseconds within which events count as one burst: what a proxy passes on at once arrives at once. */
export const BURST_MS = 50
/** A stream that is over sooner shows nothing: an app may be that quick. */
const LEAST_MS = 1_000
/** The share of the wait for a burst for which this process may have stood still: with less, events with pauses show them. */
const HELD_UP_SHARE = 0.5

/** When the events of an answer came. */
export interface Timed {
  /** Milliseconds since the request or the message was sent. */
  readonly events: readonly { readonly atMs: number }[]
  /** How long this process stood still meanwhile. */
  readonly heldUpMs?: number
}

/** How the events of a stream or a conversation came. */
export type Pace =
  | { readonly kind: 'one-by-one' }
  | Burst
  /** `why` is a reason for reports. */
  | { readonly kind: 'unknown'; readonly why: string }

/** Events that came at one moment: how many, the last ones, and when, milliseconds since the request or the message. */
export interface Burst {
  readonly kind: 'burst'
  readonly events: number
  readonly atMs: number
}

/** A burst: all events at one moment, or all but the first, a second or more after the request. */
export function paceOf({ events, heldUpMs = 0 }: Timed): Pace {
  const [first, second] = events
  const last = events.at(-1)
  if (first === undefined || second === undefined || last === undefined)
    return { kind: 'unknown', why: `${events.length} events show no pace: it takes two` }
  const whole = last.atMs - first.atMs <= BURST_MS
  const rest = events.length > 2 && last.atMs - second.atMs <= BURST_MS
  if (!whole && !rest) return { kind: 'one-by-one' }
  const from = whole ? first : second
  if (heldUpMs > from.atMs * HELD_UP_SHARE)
    return { kind: 'unknown', why: 'this process was held up while the events came' }
  if (from.atMs < LEAST_MS)
    return {
      kind: 'unknown',
      why: `all events came within ${Math.round(last.atMs)} ms: too soon to say whether they were held back`,
    }
  return { kind: 'burst', events: events.length - (whole ? 0 : 1), atMs: from.atMs }
}

/** What a stream or a conversation promises of its first event. */
export interface FirstPromised {
  readonly title: string
  readonly firstWithinMs?: number
}

/** Whether the first promised event came in its time. None at all is a finding of its own. */
export function judgeFirstEvent(
  { events, heldUpMs = 0 }: Timed,
  { title, firstWithinMs }: FirstPromised,
  about: { readonly service: string; readonly subject: string; readonly asked: Asked },
): Finding | undefined {
  const [first] = events
  if (firstWithinMs === undefined || first === undefined) return undefined
  if (first.atMs - heldUpMs <= firstWithinMs) return undefined
  const { service, subject, asked } = about
  return findingOf('service.slow', service, asked, {
    subject: `the first event of ${subject}`,
    promise: `${title}, the first event within ${firstWithinMs} ms`,
    expected: `a first event within ${firstWithinMs} ms`,
    got: `the first event after ${Math.round(first.atMs)} ms`,
    summary: `${service} sends the first event of ${subject} only after ${(first.atMs / 1000).toFixed(1)} s (within ${firstWithinMs / 1000} s is promised)`,
  })
}
