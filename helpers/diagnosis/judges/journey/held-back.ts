import { lookUpJson } from '../../../promise/where.ts'
import type { Frame } from '../../../socket/handshake-fact.ts'

/** Names under which servers write into a frame when they made it. */
const TIME_NAMES = ['timestamp', 'server_time', 'created_at', 'createdAt', 'sent_at', 'time', 'ts']
const TIME_PLACES = ['', 'data.', 'payload.'].flatMap((envelope) =>
  TIME_NAMES.map((name) => `${envelope}${name}`),
)
/** Of whole seconds it is not known when in the second the frame was made, milliseconds. */
const SECOND_MS = 1_000
/** A number below is in seconds since 1970, one above in milliseconds: 1973 in the one, the year 5138 in the other. */
const LEAST_EPOCH_MS = 1e11
const LEAST_EPOCH_S = 1e9

/** A message of a server, or an answer, and when it arrived: milliseconds since the connection opened, before that negative. */
export type Dated = Pick<Frame, 'json' | 'atMs'>

/** When a server says that it made a frame: its own clock, milliseconds since 1970. */
interface OwnTime {
  readonly madeAtMs: number
  readonly isWholeSecond: boolean
}

/**
 * How long a frame was on its way, in milliseconds: by the time that it names itself, beside the quickest that arrived from
 * the same server before. Clocks that differ do not matter, since both times are of the server. Of times in whole seconds
 * it is the least that it can be. Undefined where the frame, or all before it, name no time.
 */
export function heldBackMs(frame: Dated, earlier: readonly Dated[]): number | undefined {
  const own = ownTime(frame)
  const delays = earlier.flatMap((one) => {
    const time = ownTime(one)
    return time === undefined ? [] : [one.atMs - time.madeAtMs]
  })
  if (own === undefined || delays.length === 0) return undefined
  const lateMs = frame.atMs - own.madeAtMs - Math.min(...delays)
  return Math.max(0, Math.round(lateMs - (own.isWholeSecond ? SECOND_MS : 0)))
}

/** The time that a server writes into an answer, milliseconds since 1970; undefined where it writes none. */
export function ownTimeMs({ json }: Pick<Dated, 'json'>): number | undefined {
  return ownTime({ json })?.madeAtMs
}

/** In the frame itself, or one level below, as envelopes have it. */
function ownTime({ json }: Pick<Dated, 'json'>): OwnTime | undefined {
  for (const place of TIME_PLACES) {
    const time = readTime(lookUpJson(json, place))
    if (time !== undefined) return time
  }
  return undefined
}

/** A number of seconds or milliseconds, or a date with its time of day as ISO 8601 writes it. */
function readTime(value: unknown): OwnTime | undefined {
  const madeAtMs =
    typeof value === 'number'
      ? value * (value < LEAST_EPOCH_MS ? SECOND_MS : 1)
      : typeof value === 'string' && /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value)
        ? Date.parse(value.slice(0, MOST_CHARACTERS))
        : Number.NaN
  if (!(madeAtMs >= LEAST_EPOCH_S * SECOND_MS && madeAtMs < LEAST_EPOCH_MS * SECOND_MS))
    return undefined
  return { madeAtMs, isWholeSecond: madeAtMs % SECOND_MS === 0 }
}

const MOST_CHARACTERS = 40
