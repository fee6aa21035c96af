import type { StreamFact } from '../../../http/stream-events.ts'

/** Milliseconds by which two cuts at one limit may differ: most proxies are exact, Envoy and Squid look once a second. */
const SAME_LIMIT_MS = 1_000

interface Why {
  readonly evidence: readonly string[]
  /** Words that follow the name of the service; undefined where two tries do not name the limit. */
  readonly summary?: string
}

/**
 * What two tries show of the limit that cut a stream: an idle limit if both were cut after the same silence, longer than any
 * before; a total limit if both were cut at the same age while events came. Anything else is a cut, and no more is said.
 */
export function cutInWords(first: StreamFact, again: StreamFact | undefined): Why {
  if (again === undefined) return { evidence: [] }
  if (again.end !== 'cut') return { evidence: [`asked again, it was not cut: ${inWords(again)}`] }
  const [one, other] = [cutOf(first), cutOf(again)]
  const evidence = [
    `asked again: cut after ${ms(other.ageMs)}, ${ms(other.silenceMs)} after the last byte`,
  ]
  const both = [one, other]
  if (both.every(isIdle) && isNear(one.silenceMs, other.silenceMs))
    return {
      evidence,
      summary: `the stream is cut after ${ms(one.silenceMs)} of silence, in two of two tries: an idle limit`,
    }
  if (!both.some(isIdle) && isNear(one.ageMs, other.ageMs) && one.ageMs > SAME_LIMIT_MS)
    return {
      evidence,
      summary: `the stream is cut after ${ms(one.ageMs)} while events come, in two of two tries: a limit for the whole answer`,
    }
  return { evidence }
}

interface Cut {
  readonly ageMs: number
  /** Between the last byte and the cut. */
  readonly silenceMs: number
  readonly longestBeforeMs: number
}

function cutOf({ exchange, lastMs, longestSilenceMs }: StreamFact): Cut {
  const ageMs = exchange.timing.totalMs
  return { ageMs, silenceMs: ageMs - lastMs, longestBeforeMs: longestSilenceMs }
}

/** Half a second, so that the cut right after an event is no silence. */
function isIdle({ silenceMs, longestBeforeMs }: Cut): boolean {
  return silenceMs > 500 && silenceMs > longestBeforeMs
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= SAME_LIMIT_MS
}

function ms(time: number): string {
  return `${Math.round(time)} ms`
}

function inWords({ end, exchange, events }: StreamFact): string {
  const after = ms(exchange.timing.totalMs)
  return end === 'complete' || end === 'enough'
    ? `${events.length} events, and its end after ${after}`
    : `${events.length} events in ${after}`
}
