import { decodePieces, type PieceDecoder } from './content-coding.ts'
import type { Follower } from './request.ts'
import {
  type EventLines,
  jsonLines,
  type StreamEnd,
  type StreamEvent,
  serverSentEvents,
} from './stream-events.ts'

export interface FollowOptions {
  readonly framing: 'sse' | 'ndjson'
  /** Whether the stream is read no further after this event. */
  readonly isLast: (event: StreamEvent, all: readonly StreamEvent[]) => boolean
  /** Longest silence that is waited through; without it the deadline of the request is the only one. */
  readonly silenceMs?: number
  /** Of the text in clear. */
  readonly limitBytes: number
  readonly now?: () => number
}

/** What was read of a stream; times count from its head. */
export interface Followed {
  readonly head?: { readonly status: number; readonly headers: Readonly<Record<string, string>> }
  readonly events: readonly StreamEvent[]
  readonly comments: number
  readonly lastMs: number
  readonly longestSilenceMs: number
  /** How we ended it; undefined where we did not. */
  readonly closed?: Extract<StreamEnd, 'enough' | 'silence' | 'refused'>
  readonly problem?: string
}

/** More events than a person or a page takes in: what is kept of a stream must stay small. */
const MOST_EVENTS = 10_000

/** A follower that reads events while they come. `read` resolves when everything that came is parsed. */
export async function followEvents(
  options: FollowOptions,
): Promise<{ readonly follower: Follower; read(): Promise<Followed> }> {
  const { framing, isLast, silenceMs, limitBytes, now = () => performance.now() } = options
  const enough = new AbortController()
  const events: StreamEvent[] = []
  const seen = { comments: 0, lastMs: 0, longestSilenceMs: 0 }
  let head: Followed['head']
  let headAt = 0
  let decoder: PieceDecoder | undefined
  let bytesInClear = 0
  let closed: Followed['closed']
  let problem: string | undefined
  let silence: NodeJS.Timeout | undefined
  const utf8 = new TextDecoder('utf-8')

  const close = (why: NonNullable<Followed['closed']>) => {
    if (closed !== undefined) return
    closed = why
    clearTimeout(silence)
    enough.abort()
  }
  const refuse = (words: string) => {
    problem ??= words
    close('refused')
  }
  const sink = {
    event(event: Omit<StreamEvent, 'atMs'>) {
      if (closed !== undefined) return
      if (events.length === MOST_EVENTS) return refuse(`has more than ${MOST_EVENTS} events`)
      const whole = { ...event, atMs: now() - headAt }
      events.push(whole)
      if (isLast(whole, events)) close('enough')
    },
    comment() {
      seen.comments += 1
    },
  }
  const lines: EventLines = framing === 'sse' ? await serverSentEvents(sink) : jsonLines(sink)
  const take = (bytes: Uint8Array) => {
    bytesInClear += bytes.length
    if (closed !== undefined) return
    if (bytesInClear > limitBytes) return refuse(`is larger than ${limitBytes} bytes`)
    lines.feed(utf8.decode(bytes, { stream: true }))
  }
  const heard = () => {
    const at = now() - headAt
    seen.longestSilenceMs = Math.max(seen.longestSilenceMs, at - seen.lastMs)
    seen.lastMs = at
    clearTimeout(silence)
    if (silenceMs !== undefined && closed === undefined)
      silence = setTimeout(() => close('silence'), silenceMs).unref()
  }

  return {
    follower: {
      enough: enough.signal,
      head(status, headers) {
        head = { status, headers }
        headAt = now()
        if (status < 200 || status >= 300 || !isFramed(framing, headers)) return
        decoder = decodePieces(headers['content-encoding'] ?? '', take, refuse)
        heard()
      },
      piece(bytes) {
        if (decoder === undefined) return
        heard()
        decoder.write(bytes)
      },
    },
    async read() {
      clearTimeout(silence)
      await decoder?.end()
      return {
        events,
        ...seen,
        ...(head && { head }),
        ...(closed && { closed }),
        ...(problem !== undefined && { problem }),
      }
    },
  }
}

const TYPES: Readonly<Record<FollowOptions['framing'], RegExp>> = {
  sse: /^text\/event-stream\b/i,
  ndjson: /^(?:application\/(?:x-ndjson|ndjson|jsonl|x-jsonlines|stream\+json)|text\/plain)\b/i,
}

/** Whether an answer is of the promised type; a page or an error in its place is read as any other answer. */
export function isFramed(
  framing: FollowOptions['framing'],
  headers: Readonly<Record<string, string>>,
): boolean {
  return TYPES[framing].test(headers['content-type'] ?? '')
}
