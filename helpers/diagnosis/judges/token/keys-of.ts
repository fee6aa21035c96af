import type { Exchange } from '../../../http/exchange.ts'
import { quote } from '../../../text/quote.ts'

const MOST_KEYS = 12

/** A line of evidence with the keys of a good JSON answer and none of its values, where these may be secrets; none for other answers. */
export function keysOf(exchange: Exchange): readonly string[] {
  if (exchange.kind === 'no-answer' || exchange.status >= 400 || !isObject(exchange.json)) return []
  const keys = Object.keys(exchange.json).slice(0, MOST_KEYS)
  return keys.length === 0
    ? []
    : [`the keys of the answer: ${keys.map((key) => quote(key, 40)).join(', ')}`]
}

function isObject(json: unknown): json is object {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}
