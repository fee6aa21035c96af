import { decodePieces, type PieceDecoder } from './decode-pieces.ts'
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
  /** Data came that no empty line ended. */
  readonly leftOver?: true
}

/** A follower that reads events while they come. `read` resolves when everything that came is parsed. */
export async function followEvents(
  options: FollowOptions,
): Promise<{ readonly follower: Follower; read(): Promise<Followed> }> {
  const { framing, silenceMs, now = () => performance.now() } = options
  let closeAnswer = () => {}
  let head: Followed['head']
  let headAt = 0
  let decoder: PieceDecoder | undefined
  const ageMs = () => now() - headAt
  const { close, refuse, isClosed, how } = createClosing(() => {
    pauses.end()
    closeAnswer()
  })
  const pauses = createPauses(silenceMs, () => close('silence'))
  const onLast = () => close('enough')
  const reader = await createEventReader(options, { ageMs, isClosed, onLast, onProblem: refuse })
  const heard = () => pauses.heard(ageMs(), isClosed() ? 'closed' : 'open')

  return {
    follower: {
      head(status, headers, close) {
        closeAnswer = close
        head = { status, headers }
        headAt = now()
        if (status < 200 || status >= 300 || !isFramed(framing, headers)) return
        decoder = decodePieces(headers['content-encoding'] ?? '', reader.take, refuse)
        heard()
      },
      piece(bytes) {
        if (decoder === undefined) return
        heard()
        decoder.write(bytes)
      },
    },
    async read() {
      pauses.end()
      await decoder?.end()
      const rest = reader.end()
      return {
        ...reader.seen(),
        ...pauses.seen(),
        ...(head && { head }),
        ...how(),
        ...(rest === 'left-over' && { leftOver: true as const }),
      }
    },
  }
}

/** Closes a stream once, and says how it was closed. */
function createClosing(onClose: () => void) {
  let closed: Followed['closed']
  let problem: string | undefined
  const close = (why: NonNullable<Followed['closed']>) => {
    if (closed !== undefined) return
    closed = why
    onClose()
  }
  return {
    close,
    refuse: (words: string) => {
      problem ??= words
      close('refused')
    },
    isClosed: () => closed !== undefined,
    how: (): Pick<Followed, 'closed' | 'problem'> => ({
      ...(closed && { closed }),
      ...(problem !== undefined && { problem }),
    }),
  }
}

/** More events than a person or a page takes in: what is kept of a stream must stay small. */
const MOST_EVENTS = 10_000

/** The stream that events are read of. */
interface Source {
  readonly ageMs: () => number
  /** Nothing is read of a stream that was closed. */
  readonly isClosed: () => boolean
  readonly onLast: () => void
  /** Words that follow "the stream ". */
  readonly onProblem: (words: string) => void
}

/** Reads the events in what was decoded, up to the limits and to the last one. */
async function createEventReader(
  { framing, isLast, limitBytes }: FollowOptions,
  { ageMs, isClosed, onLast, onProblem }: Source,
): Promise<{
  readonly take: (bytes: Uint8Array) => void
  readonly end: () => 'left-over' | 'clean'
  readonly seen: () => Pick<Followed, 'events' | 'comments'>
}> {
  const events: StreamEvent[] = []
  let comments = 0
  let bytesInClear = 0
  const sink = {
    event(event: Omit<StreamEvent, 'atMs'>) {
      if (isClosed()) return
      if (events.length === MOST_EVENTS) return onProblem(`has more than ${MOST_EVENTS} events`)
      const whole = { ...event, atMs: ageMs() }
      events.push(whole)
      if (isLast(whole, events)) onLast()
    },
    comment() {
      comments += 1
    },
  }
  const lines: EventLines = framing === 'sse' ? await serverSentEvents(sink) : jsonLines(sink)
  const utf8 = new TextDecoder('utf-8')
  return {
    take(bytes) {
      bytesInClear += bytes.length
      if (isClosed()) return
      if (bytesInClear > limitBytes) return onProblem(`is larger than ${limitBytes} bytes`)
      lines.feed(utf8.decode(bytes, { stream: true }))
    },
    end: () => (isClosed() ? 'clean' : lines.end()),
    seen: () => ({ events, comments }),
  }
}

/** Measures how long nothing came; `onSilence` is called after the longest silence that is waited through. */
function createPauses(silenceMs: number | undefined, onSilence: () => void) {
  let lastMs = 0
  let longestSilenceMs = 0
  let silence: NodeJS.Timeout | undefined
  return {
    heard(atMs: number, stream: 'open' | 'closed') {
      longestSilenceMs = Math.max(longestSilenceMs, atMs - lastMs)
      lastMs = atMs
      clearTimeout(silence)
      if (silenceMs !== undefined && stream === 'open')
        silence = setTimeout(onSilence, silenceMs).unref()
    },
    end: () => clearTimeout(silence),
    seen: () => ({ lastMs, longestSilenceMs }),
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
