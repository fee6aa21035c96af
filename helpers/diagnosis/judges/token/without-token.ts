import type { Exchange } from '../../../http/exchange.ts'
import { lookUp, placeInWords } from '../../../promise/where.ts'
import { quote } from '../../../text/quote.ts'
import { keysOf, titleSaid } from '../describe-exchange.ts'
import { isPage } from '../health/answer-signs.ts'

/** What an answer without a token has in its place shows what the issuer wants: `mfa_required`, `next_step`. */
export function withoutToken(exchange: Exchange, issuer: string, token: string): string {
  const status = exchange.kind === 'answer' ? exchange.status : 'nothing'
  const value = exchange.kind === 'answer' ? lookUp(exchange, token) : undefined
  const scheme = typeof value === 'string' ? /^(Bearer|JWT|Token) /i.exec(value)?.[1] : undefined
  if (scheme !== undefined)
    return `${issuer} answers the login with "${scheme} " before the token at ${placeInWords(token)}: clients that write ${scheme} themselves send it twice`
  const title = titleSaid(exchange)
  if (isPage(exchange))
    return `${issuer} answers the login with a web page${title === undefined ? '' : ` (${title})`} in place of a token`
  const folded = foldedBehind(exchange, token)
  if (folded !== undefined)
    return `${issuer} sets the cookie ${folded.name} behind a comma in the Set-Cookie line of ${folded.behind}: something joins lines that must stay apart, and browsers see the first cookie alone (RFC 6265 §3)`
  const [keys] = keysOf(exchange)
  return `${issuer} answers the login with ${status}, and with no usable token at ${placeInWords(token)}${keys === undefined ? '' : `; ${keys}`}`
}

/** The cookie of the token where it stands in the line of another cookie, as a proxy writes it that folds all fields of one name. */
function foldedBehind(exchange: Exchange, token: string) {
  const name = token.startsWith('cookie:') ? token.slice('cookie:'.length).trim() : ''
  if (exchange.kind === 'no-answer' || name === '') return undefined
  const line = (exchange.headers['set-cookie'] ?? '').split('\n').find((one) =>
    one
      .split(/,\s*/)
      .slice(1)
      .some((part) => part.startsWith(`${name}=`)),
  )
  const behind = line?.slice(0, line.indexOf('=')).trim()
  return behind === undefined || behind === ''
    ? undefined
    : { name: quote(name, 60), behind: quote(behind, 60) }
}
