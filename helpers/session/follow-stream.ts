import type { Journey } from '../../contracts/schema/journey.ts'
import type { StreamStep } from '../../contracts/schema/stream.ts'
import type { Secret } from '../../env/secret.ts'
import { eventName } from '../diagnosis/judges/journey/promised-events.ts'
import { judgeStream } from '../diagnosis/judges/stream/judge-stream.ts'
import {
  judgeStreamAgain,
  type StreamsAgain,
} from '../diagnosis/judges/stream/judge-stream-again.ts'
import { ENCODINGS_OF_BROWSERS } from '../http/content-coding.ts'
import type { Exchange } from '../http/exchange.ts'
import { type Followed, followEvents } from '../http/follow-events.ts'
import type { StreamEnd, StreamEvent, StreamFact } from '../http/stream-events.ts'
import type { Extra } from './ask.ts'
import { needNoFailure } from './check-result.ts'
import type { Session } from './session.ts'

/** The streams of journeys. */
export interface Streams {
  /** A stream, read once after the steps it builds on went well; where it was cut, once more, and where it went wrong, looked at again. */
  stream(journey: Journey, step: StreamStep): Promise<StreamsAgain>
  /** The same stream, compressed as browsers ask for it. A need: it went well without. */
  compressed(journey: Journey, step: StreamStep): Promise<StreamFact>
  /** A need: the stream went well. */
  needStream(journey: Journey, step: StreamStep): Promise<StreamFact>
}

/** How a stream is asked for. */
interface Terms {
  readonly values: Extra
  readonly token?: Secret
}

interface StreamTools {
  /** Runs the work of a step once. */
  readonly once: <T>(journey: Journey, step: StreamStep, work: () => Promise<T>) => Promise<T>
  /** After the steps that the stream builds on. */
  readonly terms: (journey: Journey, step: StreamStep) => Promise<Terms>
  /** A second look at a stream that went wrong. */
  readonly again: (
    journey: Journey,
    step: StreamStep,
    terms: Terms,
  ) => Promise<Omit<StreamsAgain, 'first'>>
}

/** A stream that went wrong after this, in milliseconds, is not asked for again. */
const LONG_STREAM_MS = 3_000

export function createStreams(session: Session, { once, terms, again }: StreamTools): Streams {
  const stream: Streams['stream'] = (journey, step) =>
    once(journey, step, async () => {
      const asked = await terms(journey, step)
      const first = await followStream(session, step, asked)
      if (first.end === 'cut' && first.head !== undefined)
        return { first, again: await followStream(session, step, asked) }
      const isWell = judgeStream({ first }, step) === undefined
      if (isWell || first.exchange.timing.totalMs > LONG_STREAM_MS) return { first }
      return { first, ...(await again(journey, step, asked)) }
    })

  const needStream: Streams['needStream'] = async (journey, step) => {
    const fact = await stream(journey, step)
    needNoFailure(judgeStreamAgain(fact, step))
    return fact.first
  }

  return {
    stream,
    needStream,
    compressed: async (journey, step) => {
      await needStream(journey, step)
      return session.once(`compressed ${journey.name} ${step.id}`, async () =>
        followStream(session, step, await terms(journey, step), 'compressed'),
      )
    },
  }
}

/** Of a stream in clear: an answer of thousands of words, each in an event of its own. */
const LIMIT_BYTES = 3_145_728

/** What is asked for: nothing compressed, or what browsers accept. */
const ENCODINGS = { identity: 'identity', compressed: ENCODINGS_OF_BROWSERS } as const

/** Sends the request of a stream once and reads its events while they come. */
export async function followStream(
  session: Session,
  step: StreamStep,
  options: Terms,
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
    ...options,
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
  const { head, events, comments, lastMs, longestSilenceMs, problem } = followed
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
  }
}

function endOf(exchange: Exchange, { closed }: Followed): StreamEnd {
  if (closed !== undefined) return closed
  if (exchange.kind === 'answer') return 'complete'
  if (exchange.fault === 'http.timeout') return 'late'
  return exchange.fault === 'http.reset' ? 'cut' : 'refused'
}
