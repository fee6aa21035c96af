import type { TokenWay } from '../../contracts/schema/tokens.ts'
import type { CookieFact } from '../diagnosis/judges/token/judge-cookie.ts'
import { fateOfCookie } from '../http/kept-cookie.ts'
import type { Issued } from './issuing.ts'

/** Whether a token comes in a cookie by this way. */
export function carriesCookie({ source }: Pick<TokenWay, 'source'>): boolean {
  return source.from === 'request' && source.token.startsWith('cookie:')
}

/** The cookie that brought a token; undefined where it came another way. */
export async function cookieOf({ way, exchange }: Issued): Promise<CookieFact | undefined> {
  const { source } = way
  if (source.from !== 'request' || !carriesCookie(way) || exchange?.kind !== 'answer')
    return undefined
  const name = source.token.slice('cookie:'.length)
  // An answer may remove the old cookie before it sets the new one: the last line counts.
  const line = (exchange.headers['set-cookie'] ?? '')
    .split('\n')
    .findLast((one) => one.trim().startsWith(`${name}=`))
  if (line === undefined) return undefined
  const [, ...attributes] = line.split(';')
  return {
    name,
    attributes: attributes.join(';').trim(),
    fate: await fateOfCookie(line, exchange.asked.url),
    asked: exchange.asked,
  }
}
