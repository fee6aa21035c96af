import type { Exchange } from './exchange.ts'
import { parseJson } from './read-body.ts'

/** One event of a stream. */
export interface StreamEvent {
  /** The field `event` (WHATWG HTML §9.2.6); undefined where it is not sent. */
  readonly name?: string
  readonly text: string
  /** The data parsed as JSON; undefined when they are not JSON. */
  readonly json: unknown
  /** Milliseconds since the request was begun. */
  readonly atMs: number
}

/**
 * How a stream ended. `complete`: the service ended the answer properly; `enough`: closed by us after the event that
 * was waited for; `cut`: the connection ended without the end of the answer; `late`: at our deadline; `silence`: closed
 * by us after the longest promised silence; `refused`: more than we read, or nothing that can be decoded.
 */
export type StreamEnd = 'complete' | 'enough' | 'cut' | 'late' | 'silence' | 'refused'

/** An answer that came piece by piece. Milliseconds count from the beginning of the request. */
export interface StreamFact {
  /** Without a head there was no answer. */
  readonly exchange: Exchange
  readonly head?: { readonly status: number; readonly headers: Readonly<Record<string, string>> }
  readonly events: readonly StreamEvent[]
  /** Lines that only keep the connection alive. */
  readonly comments: number
  /** Of the head, and of the last byte. */
  readonly headMs: number
  readonly lastMs: number
  /** Between two pieces of the body, or its head and the first. */
  readonly longestSilenceMs: number
  readonly end: StreamEnd
  /** Data came that no empty line ended. */
  readonly leftOver?: true
  /** Why it was refused, in words that follow "the stream ". */
  readonly problem?: string
}

/** What stands in a stream, without its time. */
type UntimedEvent = Omit<StreamEvent, 'atMs'>

/** Reads events out of text that comes in pieces of any size. */
export interface EventLines {
  feed(text: string): void
  /** No more text comes. Whether data are left over that no empty line ended: browsers drop them (WHATWG HTML §9.2.6). */
  end(): 'left-over' | 'clean'
}

interface EventSink {
  event(event: UntimedEvent): void
  /** A line that only keeps the connection alive. */
  comment(): void
}

/** Characters of an event without its end that are kept: enough to see that it has data. */
const MOST_LEFT_OVER = 1_000

/** Server-sent events as browsers parse them (WHATWG HTML §9.2.6), by eventsource-parser 3.1.1; loaded only where a stream is read. */
export async function serverSentEvents({ event, comment }: EventSink): Promise<EventLines> {
  const { createParser } = await import('eventsource-parser')
  const parser = createParser({
    onEvent: ({ event: name, data }) =>
      event({ ...(name !== undefined && { name }), text: data, json: parseJson(data) }),
    onComment: comment,
  })
  let isAfterReturn = false
  let unended = ''
  return {
    // A line ends with its CR, whatever comes next: the parser alone waits for an LF behind it, and loses an event before the end.
    feed(text) {
      if (text === '') return
      const next = isAfterReturn && text.startsWith('\n') ? text.slice(1) : text
      isAfterReturn = text.endsWith('\r')
      const lines = next.replaceAll(/\r\n?/g, '\n')
      parser.feed(lines)
      const since = `${unended}${lines}`
      const empty = since.lastIndexOf('\n\n')
      unended = since.slice(empty === -1 ? 0 : empty + 2).slice(0, MOST_LEFT_OVER)
    },
    end: () => (/^data:/m.test(unended) ? 'left-over' : 'clean'),
  }
}

/**
 * A JSON value a line; an empty line is a sign of life. The last line needs no line break (jsonlines.org), so that at the end it
 * counts where it is a whole value.
 */
export function jsonLines({ event, comment }: EventSink): EventLines {
  let kept: string[] = []
  return {
    feed(text) {
      const [rest = '', ...lines] = text.split('\n')
      kept.push(rest)
      for (const line of lines) {
        const whole = kept.join('').trim()
        kept = [line]
        if (whole === '') comment()
        else event({ text: whole, json: parseJson(whole) })
      }
    },
    end() {
      const whole = kept.join('').trim()
      const json = parseJson(whole)
      if (json !== undefined) event({ text: whole, json })
      return 'clean'
    },
  }
}
