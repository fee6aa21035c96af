import { STATUS_CODES } from 'node:http'
import type { Answer, Exchange } from '../../http/exchange.ts'
import { lookUpJson, textAt } from '../../promise/where.ts'
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

/**
 * Places of a reason in a body, the most informative first: `errors` are those of GraphQL (spec of October 2021, section 7.1.2)
 * and JSON:API (1.1), `detail.0.msg` is FastAPI's, `fault` Apigee's, `Message` of AWS API Gateway; `title` is that of a
 * problem (RFC 9457 §3.1.3).
 */
const PLACES = [
  'reason',
  'message',
  'Message',
  'error.message',
  'errors.0.message',
  'errors.0.detail',
  'fault.faultstring',
  'detail',
  'detail.0.msg',
  'msg',
  'error',
  'error_description',
  'error_message',
  'errors.0.title',
  'title',
]

/** Of these, those that a good answer does not have. */
const PLACES_OF_ERRORS = PLACES.filter((place) => /^errors?\b/.test(place))

/** A second text that says more about the first, and which of the two comes first in a line. */
const BESIDE: Readonly<Record<string, readonly [at: string, order: 'before' | 'after']>> = {
  error: ['error_description', 'after'],
  'errors.0.message': ['errors.0.extensions.code', 'before'],
}

const LONGEST = 120

/** The reason that a bad answer gives, quoted for one line; undefined if it gives none. */
export function reasonSaid(exchange: Exchange): string | undefined {
  if (exchange.kind === 'no-answer' || exchange.status < 400) return undefined
  return reasonIn(exchange.json) ?? lineSaid(exchange)
}

/** The reason in an answer or a frame, quoted for one line; an OAuth error with its description (RFC 6749 §5.2), one of GraphQL with its code. */
export function reasonIn(json: unknown): string | undefined {
  return reasonAt(json, PLACES)
}

/** The error that stands in an answer with a good status, quoted for one line; also a message beside the status of an error. */
export function errorIn(json: unknown): string | undefined {
  const isError = ['statusCode', 'status', 'code'].some((at) => {
    const status = lookUpJson(json, at)
    return typeof status === 'number' && status >= 400 && status < 600
  })
  return reasonAt(json, isError ? PLACES : PLACES_OF_ERRORS)
}

function reasonAt(json: unknown, places: readonly string[]): string | undefined {
  const place = places.find((where) => textAt(json, where) !== undefined)
  if (place === undefined) return undefined
  const [at, order] = BESIDE[place] ?? []
  const beside = at && textAt(json, at)
  const texts = order === 'before' ? [beside, textAt(json, place)] : [textAt(json, place), beside]
  return quote(texts.filter((text) => text !== undefined).join(': '), LONGEST)
}

/** A body of one line of plain text, or of a text as JSON (json-server-auth 2.1), unless it only repeats the status. */
function lineSaid({ status, headers, text, json }: Answer): string | undefined {
  const line = (typeof json === 'string' ? json : text).slice(0, LONGEST + 1).trim()
  const isLine = line !== '' && line.length <= LONGEST && !line.includes('\n')
  const isPlain = typeof json === 'string' || /^text\/plain\b/i.test(headers['content-type'] ?? '')
  const repeats =
    STATUS_TITLE.test(line) || line.toLowerCase() === STATUS_CODES[status]?.toLowerCase()
  return isPlain && isLine && !repeats ? quote(line, LONGEST) : undefined
}

/** The first line of an answer that has another status than the promised ones. */
export function statusInstead(
  { service, subject }: { readonly service: string; readonly subject: string },
  { status }: Pick<Answer, 'status'>,
  promised: readonly number[],
): string {
  return `${service} answers ${subject} with ${status}, and not with ${promised.join(' or ')} as promised`
}

/** A title that repeats the status says nothing more: "502 Bad Gateway", "Error". */
const STATUS_TITLE =
  /^(?:error\b|\d{3}\b|[a-z '-]{0,40}(?:error|gateway|unavailable|not found|forbidden)\b)/i

/** The name of an exception, as debug pages have it: "ProgrammingError at /orders". */
const EXCEPTION = /\b[A-Z][a-z]\w*(?:Error|Exception)\b/

/** The title of a page in place of an answer, quoted for one line: "Scheduled maintenance"; undefined if it says no more than a status. */
export function titleSaid(exchange: Exchange): string | undefined {
  if (exchange.kind === 'no-answer' || exchange.json !== undefined) return undefined
  const title = /<title[^>]{0,80}>([^<]{1,300})<\/title>/i.exec(exchange.text.slice(0, 4096))?.[1]
  const text = title?.replaceAll(/\s+/g, ' ').trim() ?? ''
  const saysNoMore = STATUS_TITLE.test(text) && !EXCEPTION.test(text)
  return text === '' || saysNoMore ? undefined : quote(text, LONGEST)
}
