import type { StreamStep } from '../../../../contracts/schema/stream.ts'
import type { StreamFact } from '../../../http/stream-events.ts'
import { quote } from '../../../text/quote.ts'
import { counted } from '../../../text/words.ts'
import type { BrokenTalk } from '../journey/promised-events.ts'

/** What each framing is called where it is promised. */
export const EXPECTED = { sse: 'text/event-stream', ndjson: 'lines of JSON' } as const

/** The first line where an answer of another type came. */
export function typeInWords({ request, framing }: StreamStep, type = ''): string {
  const { service, method, path } = request
  const refused = framing === 'sse' ? ': browsers (EventSource) refuse it' : ''
  return `${service} answers ${method} ${path} ${type === '' ? 'without a type' : `with the type ${quote(type, 60)}`}, and not with ${EXPECTED[framing]} as promised${refused}`
}

/** The last event came, and browsers drop it. */
export function unendedEvent(
  { leftOver }: StreamFact,
  wrong: BrokenTalk | undefined,
  { request: { service, method, path } }: StreamStep,
) {
  return leftOver && wrong?.code === 'stream.unfinished'
    ? {
        summary: `${service} ends the stream of ${method} ${path} with an event that no empty line ends, which browsers drop; without it, ${wrong.subject} is missing`,
      }
    : undefined
}

/** Events came, and none that is promised: the first of them shows why. */
export function strangeEvents({ events }: StreamFact, { request }: StreamStep) {
  const [first] = events
  if (first === undefined) return undefined
  const { service, method, path } = request
  const form = first.json === undefined ? ', which is no JSON' : ''
  return {
    summary: `${service} sends ${counted(events.length, 'event')} at ${method} ${path}, and none that is promised: the data of the first are ${quote(first.text, 60)}${form}`,
  }
}
