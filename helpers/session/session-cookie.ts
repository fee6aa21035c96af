import type { TokenWay } from '../../contracts/schema/tokens.ts'
import type { CookieFact } from '../diagnosis/judges/token/judge-cookie.ts'
import { type CookieUse, fateOfCookie } from '../http/kept-cookie.ts'
import { joinUrl } from '../url/join-url.ts'
import type { Issued } from './issuing.ts'
import { tokensOf } from './login.ts'
import type { Session } from './session.ts'

/** Whether a token comes in a cookie by this way. */
export function carriesCookie({ source }: Pick<TokenWay, 'source'>): boolean {
  return source.from === 'request' && source.token.startsWith('cookie:')
}

/** The cookie that brought a token, and whether browsers keep and send it; undefined where it came another way. */
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
    fate: await fateOfCookie(line, exchange.asked.url, useOfCookie(session)),
    asked: exchange.asked,
  }
}

/** The protected routes, and what the page of another origin may call with cookies, where the token travels in a cookie. */
function useOfCookie(session: Session): CookieUse {
  const { sent } = tokensOf(session)
  if (sent.by !== 'cookie' && sent.by !== 'cookie-and-header') return {}
  const { services, cors } = session.contract
  const urlOf = ({ service, path }: { readonly service: string; readonly path: string }) =>
    joinUrl(session.baseUrl(service), path)
  return {
    sentTo: services.flatMap(({ protectedRoutes }) =>
      protectedRoutes.map(({ request }) => urlOf(request)),
    ),
    ...(cors?.credentials === 'allowed' && {
      calls: cors.routes.map(({ request }) => ({
        page: session.baseUrl(cors.origin),
        url: urlOf(request),
      })),
    }),
  }
}
