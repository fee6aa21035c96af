import type { ProtectedRoute, ServicePromise } from '../../contracts/schema/service.ts'
import type { Secret } from '../../env/secret.ts'
import { judgeRefusal, type RefusalFact } from '../diagnosis/judges/access/judge-refusal.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Finding } from '../record/finding.ts'
import { forgeTokens } from '../tokens/forge-tokens.ts'
import type { Forged, Forgery } from '../tokens/forgery.ts'
import { isCarriable } from '../tokens/usable-token.ts'
import { type Acceptance, createAcceptance } from './acceptance.ts'
import { Blocked } from './check-result.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'
import { keyAtHand } from './token-signature.ts'
import type { Tokens } from './tokens.ts'

/**
 * Rows of the battery that every protected route gets; the probe route of a service gets all of them, since one
 * verifier checks the tokens of all its routes. A route that lets anything in, trusts what it decodes, or forgets the
 * time shows by these.
 */
export const ROWS_FOR_EVERY_ROUTE: readonly string[] = [
  'garbage',
  'foreign-key',
  'alg-none',
  'expired',
]

/** If a service has more protected routes, each of the others gets one of these rows only. */
export const ROUTES_WITH_EVERY_ROW = 5

/** The requests that show which tokens a service accepts, sent once a run. */
export interface Trust extends Acceptance {
  /** The accepted request once more, after all refusals. */
  control(service: ServicePromise): Promise<{ route: ProtectedRoute; exchange: Exchange }>
  /**
   * Sends a forged token to the probe route, and to the other protected routes where the row is for every route. A route that opens without
   * credentials is left out, since its answer to a token proves nothing.
   */
  withToken(service: ServicePromise, row: Forged): Promise<readonly RefusalFact[]>
  /** Whether each protected route refuses a request without credentials. */
  judgeAnonymous(
    service: ServicePromise,
  ): Promise<readonly { readonly route: ProtectedRoute; readonly finding: Finding | undefined }[]>
  /** One row of the battery, made from the user's token. */
  forgery(id: string): Promise<Forgery | undefined>
}

export function createTrust(session: Session, services: Services, tokens: Tokens): Trust {
  /** All requests that must be refused; the control waits for them. */
  const shown: Promise<unknown>[] = []

  const acceptance = createAcceptance(session, services, tokens)
  const { needAccepted, probeRoute } = acceptance

  const judgeAnonymous: Trust['judgeAnonymous'] = (service) =>
    session.once(`no credentials ${service.name}`, async () => {
      // Without a good token too: a route that is open is open, and one that refuses as promised keeps its promise.
      const blocked = await needAccepted(service, 'user').then(ignore, blockedBy)
      await services.need(service.name)
      const judged = (await ask(service.protectedRoutes, undefined)).map(({ route, exchange }) => ({
        route,
        finding: judgeRefusal(
          { route, exchange },
          route.withoutCredentials,
          'auth.open',
          'a request without credentials',
        ),
      }))
      const isClear = judged.every(({ finding }) => (finding?.code ?? 'auth.open') === 'auth.open')
      if (blocked !== undefined && !isClear) throw blocked
      return judged
    })

  /** A need: routes of the service that refuse a request without credentials. */
  const needClosed = async (service: ServicePromise) => {
    const judged = await judgeAnonymous(service)
    const closed = judged.filter(({ finding }) => finding?.code !== 'auth.open')
    const [open] = judged
    if (closed.length === 0 && open?.finding !== undefined) throw new Blocked([open.finding])
    return closed.map(({ route }) => route)
  }

  const battery = () =>
    session.once('battery', async () => {
      const { token, refreshToken } = await tokens.need('user')
      const { jwt } = tokens.promise
      const key = jwt && keyAtHand(session.target, jwt)
      return forgeTokens(token, {
        now: new Date(),
        secret: session.secret,
        ...(jwt && { jwt }),
        ...(key && { key }),
        ...(jwt?.key.kind === 'jwks' && { jwks: await tokens.jwks() }),
        ...(refreshToken !== undefined && isCarriable(refreshToken) && { refreshToken }),
      })
    })

  return {
    ...acceptance,
    judgeAnonymous,
    forgery: async (id) => (await battery()).find((row) => row.id === id),
    control: async (service) => {
      const { token } = await needAccepted(service, 'user')
      await Promise.all(shown)
      return {
        route: probeRoute(service),
        exchange: await session.ask(probeRoute(service).request, { token, reads: 'status' }),
      }
    },
    withToken: async (service, { id, token }) => {
      const routes = await needClosed(service)
      const share = ROWS_FOR_EVERY_ROUTE.indexOf(id)
      const [probe, ...others] = routes
      const mine = others.filter(
        (_, index) =>
          share >= 0 &&
          (others.length < ROUTES_WITH_EVERY_ROW || index % ROWS_FOR_EVERY_ROUTE.length === share),
      )
      return ask(probe === undefined ? mine : [probe, ...mine], token)
    },
  }

  function ask(
    routes: readonly ProtectedRoute[],
    token: Secret | undefined,
  ): Promise<readonly RefusalFact[]> {
    const asked = Promise.all(
      routes.map(async (route) => ({
        route,
        exchange: await session.ask(
          route.request,
          // No other check waits for the refusal of a forged token.
          {
            ...(saysNoWith2xx(route) ? {} : { reads: 'status' }),
            ...(token !== undefined && { token, priority: 'low' }),
          },
        ),
      })),
    )
    // Only the end of the requests is kept: their answers would stay in memory until the end of the run.
    shown.push(asked.then(ignore, ignore))
    return asked
  }
}

function ignore(): undefined {}

/** Why a need is not met; anything else is thrown on. */
function blockedBy(reason: unknown): Blocked {
  if (reason instanceof Blocked) return reason
  throw reason
}

/** Then a status alone is no proof: the body may say no. */
function saysNoWith2xx({ withoutCredentials, withWrongToken }: ProtectedRoute): boolean {
  return withoutCredentials.says !== undefined || withWrongToken.says !== undefined
}
