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
  const answersWithoutToken: Cors['answersWithoutToken'] = async ({ request, method }, origin) =>
    isReading(method)
      ? [
          await session.once(`cors ${request.service} ${method} ${request.path} ${origin}`, () =>
            session.ask(request, { headers: { ...AS_BROWSERS, origin } }),
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
    answers: async (route, origin) => {
      if (!isReading(route.method)) return []
      const issued = (await tokens?.issuing('user'))?.issued
      const token = issued?.token
      const [accepted, open] = await Promise.all([
        token === undefined
          ? []
          : [session.ask(route.request, { headers: { ...AS_BROWSERS, origin }, token })],
        answersWithoutToken(route, origin),
      ])
      return [...(await Promise.all(accepted)), ...open]
    },
    answersWithoutToken,
    origin: (service) => new URL(session.baseUrl(service)).origin,
  }
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}
