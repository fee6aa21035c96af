import type { TokenWay } from '../../contracts/schema/tokens.ts'
import type { CookieFact } from '../diagnosis/judges/token/judge-cookie.ts'
import { fateOfCookie } from '../http/kept-cookie.ts'
import { joinUrl } from '../url/join-url.ts'
import type { Issued } from './issuing.ts'
import { tokensOf } from './login.ts'
import type { Session } from './session.ts'

/** Whether a token comes in a cookie by this way. */
export function carriesCookie({ source }: Pick<TokenWay, 'source'>): boolean {
  return source.from === 'request' && source.token.startsWith('cookie:')
}

/** The cookie that brought a token; undefined where it came another way. */
export async function cookieOf(
  session: Session,
  { way, exchange }: Issued,
): Promise<CookieFact | undefined> {
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
    fate: await fateOfCookie(line, exchange.asked.url, routesWithCookie(session)),
    asked: exchange.asked,
  }
}

/** URLs of the protected routes, where their requests carry the token in a cookie. */
function routesWithCookie(session: Session): readonly string[] {
  const { sent } = tokensOf(session)
  return sent.by !== 'cookie' && sent.by !== 'cookie-and-header'
    ? []
    : session.contract.services.flatMap(({ protectedRoutes }) =>
        protectedRoutes.map(({ request: { service, path } }) =>
          joinUrl(session.baseUrl(service), path),
        ),
      )
}
