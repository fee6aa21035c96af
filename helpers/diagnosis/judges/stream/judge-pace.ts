import type { StreamStep } from '../../../../contracts/schema/stream.ts'
import type { StreamFact } from '../../../http/stream/stream-fact.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'
import { timesOf } from './judge-stream.ts'

/** Milliseconds within which events count as one burst: what a proxy passes on at once arrives at once. */
const BURST_MS = 50
/** A stream that is over sooner shows nothing: an app may be that quick. */
const LEAST_MS = 1_000
/** The share of the wait for a burst for which this process may have stood still: with less, events with pauses show them. */
const HELD_UP_SHARE = 0.5

/** How the events of a stream came. */
export type Pace =
  | { readonly kind: 'one-by-one' }
  | { readonly kind: 'burst'; readonly events: number; readonly atMs: number }
  /** `why` is a reason for reports. */
  | { readonly kind: 'unknown'; readonly why: string }

/** A burst: all events at one moment, or all but the first, a second or more after the request. */
export function paceOf({ events, exchange }: StreamFact): Pace {
  const [first, second] = events
  const last = events.at(-1)
  if (first === undefined || second === undefined || last === undefined)
    return { kind: 'unknown', why: `${events.length} events show no pace: it takes two` }
  const whole = last.atMs - first.atMs <= BURST_MS
  const rest = events.length > 2 && last.atMs - second.atMs <= BURST_MS
  if (!whole && !rest) return { kind: 'one-by-one' }
  const from = whole ? first : second
  if ((exchange.timing.heldUpMs ?? 0) > from.atMs * HELD_UP_SHARE)
    return { kind: 'unknown', why: 'this process was held up while the events came' }
  if (from.atMs < LEAST_MS)
    return {
      kind: 'unknown',
      why: `all events came within ${Math.round(last.atMs)} ms: too soon to say whether they were held back`,
    }
  return { kind: 'burst', events: events.length - (whole ? 0 : 1), atMs: from.atMs }
}

/** Whether events came one by one as an uncompressed answer; `compressed` is the same as browsers ask for it. */
export function judgePace(
  fact: StreamFact,
  step: StreamStep,
  asked: 'identity' | 'compressed',
): Finding | undefined {
  const pace = paceOf(fact)
  if (pace.kind !== 'burst') return undefined
  const encoding = fact.head?.headers['content-encoding']
  const code =
    asked === 'compressed' && encoding !== undefined ? 'stream.compressed-burst' : 'stream.held'
  return findingOf(code, step.request.service, fact.exchange.asked, {
    subject: `${step.request.method} ${step.request.path}`,
    promise: `${step.title}, one event after the other`,
    expected: 'events with the pauses that the app makes between them',
    got: `${pace.events} events within ${BURST_MS} ms, the first of them after ${Math.round(pace.atMs)} ms`,
    evidence: [...timesOf(fact), ...signsOf(fact)],
  })
}

/** Headers that hint at what held the events; none of them proves it. */
function signsOf({ head, headMs }: StreamFact): readonly string[] {
  const headers = head?.headers ?? {}
  const shown = ['content-encoding', 'content-length', 'server', 'via', 'age'].flatMap((name) => {
    const value = headers[name]
    return value === undefined ? [] : [`${name}: ${quote(value, 80)}`]
  })
  return [
    headMs > LEAST_MS
      ? 'the head came late too, as when a proxy collects the whole answer'
      : 'the head came at once: the body alone was held',
    ...(shown.length === 0 ? [] : [`headers of the answer: ${shown.join(', ')}`]),
  ]
}
