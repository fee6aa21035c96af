import type { StreamStep } from '../../../../contracts/schema/stream.ts'
import type { StreamFact } from '../../../http/stream-events.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'
import { BURST_MS, type Pace, paceOf, type Timed } from '../journey/judge-timing.ts'
import { eventName } from '../journey/promised-events.ts'
import { timesOf } from './judge-stream.ts'

/** A head that comes later came late, milliseconds. */
const LATE_HEAD_MS = 1_000

/** When the promised events of a stream came. */
export function timedStream(fact: StreamFact, step: StreamStep): Timed {
  const { events, exchange } = fact
  const isPromised = (event: StreamFact['events'][number]) => eventName(event, step) !== undefined
  const { heldUpMs } = exchange.timing
  return { events: events.filter(isPromised), ...(heldUpMs !== undefined && { heldUpMs }) }
}

/** How the events of a stream came, promised or not. */
export function paceOfStream({ events, exchange }: StreamFact): Pace {
  const { heldUpMs } = exchange.timing
  return paceOf({ events, ...(heldUpMs !== undefined && { heldUpMs }) })
}

/** Whether events came one by one as an uncompressed answer; `compressed` is the same as browsers ask for it. */
export function judgePace(
  fact: StreamFact,
  step: StreamStep,
  asked: 'identity' | 'compressed',
): Finding | undefined {
  const pace = paceOfStream(fact)
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
    headMs > LATE_HEAD_MS
      ? 'the head came late too, as when a proxy collects the whole answer'
      : 'the head came at once: the body alone was held',
    ...(shown.length === 0 ? [] : [`headers of the answer: ${shown.join(', ')}`]),
  ]
}
