import type { CorsPromise } from '../../contracts/schema/page.ts'
import type { RedirectedCall } from '../diagnosis/judges/access/judge-redirected.ts'
import { isSentToSignIn } from '../diagnosis/judges/health/answer-signs.ts'
import type { Exchange } from '../http/exchange.ts'
import { needsPreflight, preflightHeaders } from './cors-routes.ts'
import { redirectOf } from './follow-redirects.ts'
import { AS_BROWSERS } from './pages.ts'
import type { Session } from './session.ts'
import type { Tokens } from './tokens.ts'

type CorsRoute = CorsPromise['routes'][number]

export interface Cors {
  /** The answer to the preflight of a page of that origin; none for a request that browsers send without one. */
  preflights(route: CorsRoute, origin: string): Promise<readonly Exchange[]>
  /**
   * The answers to the request itself from a page of that origin: with the token of the user, where there is one,
   * and without. None for a method that changes something.
   */
  answers(route: CorsRoute, origin: string): Promise<readonly Exchange[]>
  /** What browsers get in place of an answer that is a redirect; none where no answer is one. */
  redirected(route: CorsRoute, origin: string): Promise<readonly RedirectedCall[]>
  /** The answer to the request without a token. None for a method that changes something. */
  answersWithoutToken(route: CorsRoute, origin: string): Promise<readonly Exchange[]>
  /** The origin that browsers send for a service's pages (RFC 6454). */
  origin(service: string): string
}

export function createCors(session: Session, tokens: Tokens | undefined): Cors {
  const answersWithoutToken: Cors['answersWithoutToken'] = async (route, origin) =>
    isReading(route.method)
      ? [
          await session.once(`cors ${keyOf(route)} ${origin}`, () =>
            session.ask(route.request, { headers: { ...AS_BROWSERS, origin } }),
          ),
        ]
      : []
  const answers: Cors['answers'] = (route, origin) =>
    session.once(`cors with token ${keyOf(route)} ${origin}`, async () => {
      if (!isReading(route.method)) return []
      const token = (await tokens?.issuing('user'))?.issued?.token
      const options = { headers: { ...AS_BROWSERS, origin } }
      const [accepted, open] = await Promise.all([
        token === undefined ? undefined : session.ask(route.request, { ...options, token }),
        answersWithoutToken(route, origin),
      ])
      return [...(accepted === undefined ? [] : [accepted]), ...open]
    })

  const redirected: Cors['redirected'] = async (route, origin) => {
    const [first] = await answers(route, origin)
    // A page to sign in is no answer to a call: the checks of tokens say that the route leads there.
    const isCall = first?.kind === 'answer' && !isSentToSignIn(first)
    const to = isCall ? redirectOf(first) : undefined
    if (first === undefined || to === undefined) return []
    const { service } = route.request
    const base = session.baseUrl(service).replace(/\/$/, '')
    const token = (await tokens?.issuing('user'))?.issued?.token
    const isWithToken = token !== undefined && route.headers.some(isAuthorization)
    if (new URL(to).origin === new URL(base).origin) {
      if (!to.startsWith(`${base}/`)) return []
      const answer = await session.ask(
        { ...route.request, path: to.slice(base.length) },
        { headers: { ...AS_BROWSERS, origin }, ...(isWithToken && { token }) },
      )
      return [{ from: first.asked.url, answer, origin, authorization: 'sent' }]
    }
    // Of another host than that of the page and that of the service (Fetch standard, "HTTP-redirect fetch").
    if (new URL(to).origin === origin) return []
    const headers = { ...AS_BROWSERS, origin: 'null' }
    const answer = await session.askUrl(service, to, { headers })
    const authorization = isWithToken ? 'left-out' : 'sent'
    return [{ from: first.asked.url, answer, origin: 'null', authorization }]
  }

  return {
    preflights: async (route, origin) =>
      needsPreflight(route)
        ? [
            await session.ask(
              { ...route.request, method: 'OPTIONS' },
              { headers: preflightHeaders(route, origin) },
            ),
          ]
        : [],
    answers,
    redirected,
    answersWithoutToken,
    origin: (service) => new URL(session.baseUrl(service)).origin,
  }
}

function keyOf({ request, method }: CorsRoute): string {
  return `${request.service} ${method} ${request.path}`
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}

function isAuthorization(name: string): boolean {
  return name.toLowerCase() === 'authorization'
}
