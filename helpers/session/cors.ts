import type { CorsPromise } from '../../contracts/schema/page.ts'
import type { Exchange } from '../http/exchange.ts'
import { needsPreflight, preflightHeaders } from './cors-routes.ts'
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
    answers: (route, origin) =>
      session.once(`cors with token ${keyOf(route)} ${origin}`, async () => {
        if (!isReading(route.method)) return []
        const token = (await tokens?.issuing('user'))?.issued?.token
        const options = { headers: { ...AS_BROWSERS, origin } }
        const [accepted, open] = await Promise.all([
          token === undefined ? undefined : session.ask(route.request, { ...options, token }),
          answersWithoutToken(route, origin),
        ])
        return [...(accepted === undefined ? [] : [accepted]), ...open]
      }),
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
