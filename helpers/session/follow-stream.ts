import type { StreamStep } from '../../contracts/schema/stream.ts'
import { eventName } from '../diagnosis/judges/journey/promised-events.ts'
import { ENCODINGS_OF_BROWSERS } from '../http/content-coding.ts'
import type { Exchange } from '../http/exchange.ts'
import { type Followed, followEvents } from '../http/follow-events.ts'
import type { StreamEnd, StreamEvent, StreamFact } from '../http/stream-events.ts'
import type { Session } from './session.ts'
import type { StepSent } from './steps.ts'

/** Of a stream in clear: an answer of thousands of words, each in an event of its own. */
const LIMIT_BYTES = 3_145_728

/** What is asked for: nothing compressed, or what browsers accept. */
const ENCODINGS = { identity: 'identity', compressed: ENCODINGS_OF_BROWSERS } as const

/** Sends the request of a stream once and reads its events while they come. */
export async function followStream(
  session: Session,
  step: StreamStep,
  { values, token }: StepSent,
  encoding: keyof typeof ENCODINGS = 'identity',
): Promise<StreamFact> {
  const framing = step.framing
  const { follower, read } = await followEvents({
    framing,
    isLast: (event, all) => isLast(event, all, step),
    limitBytes: LIMIT_BYTES,
    ...(step.silenceMs !== undefined && { silenceMs: step.silenceMs }),
  })
  const exchange = await session.ask(step.request, {
    values,
    token,
    again: 'never',
    timeoutMs: step.withinMs,
    bodyLimitBytes: LIMIT_BYTES,
    follow: follower,
    headers: {
      ...(framing === 'sse' && { accept: 'text/event-stream' }),
      'accept-encoding': ENCODINGS[encoding],
    },
  })
  return factOf(exchange, await read())
}

/** After the last promised event, a failure, or, where a stream never ends, as soon as every promised event came. */
function isLast(event: StreamEvent, all: readonly StreamEvent[], step: StreamStep): boolean {
  const name = eventName(event, step)
  if (name === undefined) return false
  if (step.failures.includes(name)) return true
  if (step.ends === 'close') return false
  if (step.ends === 'event') return name === step.events.at(-1)?.name
  const names = new Set(all.map((one) => eventName(one, step)))
  return step.events.every(({ name: promised, occurs }) => occurs === 'any' || names.has(promised))
}

/** Times from the head become times from the beginning of the request. */
function factOf(exchange: Exchange, followed: Followed): StreamFact {
  const headMs = exchange.timing.firstByteMs ?? exchange.timing.totalMs
  const { head, events, comments, lastMs, longestSilenceMs, problem, leftOver } = followed
  return {
    exchange,
    comments,
    headMs,
    longestSilenceMs,
    lastMs: headMs + lastMs,
    events: events.map((event) => ({ ...event, atMs: headMs + event.atMs })),
    end: endOf(exchange, followed),
    ...(head && { head }),
    ...(problem !== undefined && { problem }),
    ...(leftOver && { leftOver }),
  }
}

function endOf(exchange: Exchange, { closed }: Followed): StreamEnd {
  if (closed !== undefined) return closed
  if (exchange.kind === 'answer') return 'complete'
  if (exchange.fault === 'http.timeout') return 'late'
  return exchange.fault === 'http.reset' ? 'cut' : 'refused'
}
