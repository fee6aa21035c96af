import { parseJson } from '../parse-json.ts'
import type { StreamEvent } from './stream-fact.ts'

/** What stands in a stream, without its time. */
type Read = Omit<StreamEvent, 'atMs'>

/** Reads events out of text that comes in pieces of any size. */
export interface EventLines {
  feed(text: string): void
}

export interface EventSink {
  event(event: Read): void
  /** A line that only keeps the connection alive. */
  comment(): void
}

/** Server-sent events as browsers parse them (WHATWG HTML §9.2.6), by eventsource-parser 3.1.1; loaded only where a stream is read. */
export async function serverSentEvents({ event, comment }: EventSink): Promise<EventLines> {
  const { createParser } = await import('eventsource-parser')
  return createParser({
    onEvent: ({ event: name, data }) =>
      event({ ...(name !== undefined && { name }), text: data, json: parseJson(data) }),
    onComment: comment,
  })
}

/** A JSON value a line; an empty line is a sign of life. The last line counts once it has ended. */
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
  }
}
