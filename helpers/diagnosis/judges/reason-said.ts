import type { Exchange } from '../../http/exchange.ts'
import { lookUpJson } from '../../promise/where.ts'
import { quote } from '../../text/quote.ts'

/** Where services give a reason, the most informative place first. */
const PLACES = [
  'reason',
  'message',
  'error.message',
  'detail',
  'error',
  'error_description',
  'error_message',
]

const LONGEST = 120

/** The reason that a bad answer gives in its own words, quoted for one line; undefined when it gives none. */
export function reasonSaid(exchange: Exchange): string | undefined {
  return exchange.kind === 'no-answer' || exchange.status < 400
    ? undefined
    : reasonIn(exchange.json)
}

/** The reason that stands in an answer or a frame, quoted for one line. */
export function reasonIn(json: unknown): string | undefined {
  const reason = PLACES.map((where) => lookUpJson(json, where)).find(
    (said) => typeof said === 'string' && said.trim() !== '',
  )
  return typeof reason === 'string' ? quote(reason, LONGEST) : undefined
}
