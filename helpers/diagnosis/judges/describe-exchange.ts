import type { Answer, Exchange } from '../../http/exchange.ts'
import { lookUpJson } from '../../promise/where.ts'
import { quote } from '../../text/quote.ts'

const QUOTED = 240

/** The answer in one line: status, content type and the beginning of the body; without an answer, the reason. */
export function describeExchange(exchange: Exchange): string {
  if (exchange.kind === 'no-answer') return `nothing: ${quote(exchange.detail, QUOTED)}`
  const rest = exchange.rest === 'closed' ? ', a body that goes on and was closed' : ''
  return `${exchange.status}${typeOf(exchange)}${rest}${bodyOf(exchange)}`
}

/** A line of evidence for a request that was retried. */
export function triesOf(exchange: Exchange): readonly string[] {
  if (exchange.tries === 1) return []
  return [
    `asked ${exchange.tries} times; before: ${exchange.earlier.map((try_) => quote(try_, QUOTED)).join('; ')}`,
  ]
}

function typeOf(answer: Answer): string {
  const type = answer.headers['content-type']
  return type === undefined ? '' : ` ${quote(type, 60)}`
}

function bodyOf(answer: Answer): string {
  const location = answer.headers.location
  if (location !== undefined) return ` to ${quote(location, QUOTED)}`
  if (answer.rest === 'closed' && answer.text === '') return ''
  return answer.text === '' ? ' with an empty body' : `: ${quote(answer.text, QUOTED)}`
}

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

/** Places of a reason in a body, the most informative first; `title` is that of a problem (RFC 9457 §3.1.3). */
const PLACES = [
  'reason',
  'message',
  'error.message',
  'detail',
  'error',
  'error_description',
  'error_message',
  'title',
]

const LONGEST = 120

/** The reason that a bad answer gives, quoted for one line; undefined if it gives none. */
export function reasonSaid(exchange: Exchange): string | undefined {
  return exchange.kind === 'no-answer' || exchange.status < 400
    ? undefined
    : reasonIn(exchange.json)
}

/** The reason in an answer or a frame, quoted for one line; an OAuth error with its description (RFC 6749 §5.2). */
export function reasonIn(json: unknown): string | undefined {
  const place = PLACES.find((where) => textAt(json, where) !== undefined)
  const description = place === 'error' ? textAt(json, 'error_description') : undefined
  const reason = [place && textAt(json, place), description].filter((text) => text !== undefined)
  return reason.length === 0 ? undefined : quote(reason.join(': '), LONGEST)
}

function textAt(json: unknown, where: string): string | undefined {
  const said = lookUpJson(json, where)
  return typeof said === 'string' && said.trim() !== '' ? said : undefined
}

/** A title that repeats the status says nothing more: "502 Bad Gateway", "Error". */
const STATUS_TITLE =
  /^(?:error\b|\d{3}\b|[a-z '-]{0,40}(?:error|gateway|unavailable|not found|forbidden)\b)/i

/** The title of a page in place of an answer, quoted for one line: "Scheduled maintenance"; undefined if it says no more than a status. */
export function titleSaid(exchange: Exchange): string | undefined {
  if (exchange.kind === 'no-answer' || exchange.json !== undefined) return undefined
  const title = /<title[^>]{0,80}>([^<]{1,300})<\/title>/i.exec(exchange.text.slice(0, 4096))?.[1]
  const text = title?.replaceAll(/\s+/g, ' ').trim() ?? ''
  return text === '' || STATUS_TITLE.test(text) ? undefined : quote(text, LONGEST)
}
