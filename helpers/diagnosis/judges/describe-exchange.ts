import type { Answer, Exchange } from '../../http/exchange.ts'
import { quote } from '../../text/quote.ts'

const QUOTED = 240

/** What came back, in one line: status, content type and the beginning of the body; or why nothing did. */
export function describeExchange(exchange: Exchange): string {
  if (exchange.kind === 'no-answer') return `nothing: ${quote(exchange.detail, QUOTED)}`
  return `${exchange.status}${typeOf(exchange)}${bodyOf(exchange)}`
}

/** A line of evidence for a request that was asked more than once. */
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
  return answer.text === '' ? ' with an empty body' : `: ${quote(answer.text, QUOTED)}`
}
