import type { ProtectedRoute, ServicePromise } from '../../contracts/type/service.ts'
import { judgeRefusal, type RefusalFact } from '../diagnosis/judges/access/judge-refusal.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Finding } from '../record/finding.ts'
import { forgeTokens } from '../tokens/forge-tokens.ts'
import type { Forgery } from '../tokens/forgery.ts'
import { type Acceptance, createAcceptance } from './acceptance.ts'
import { Blocked } from './check-result.ts'
import { isCarriable } from './is-carriable.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'
import type { Tokens } from './tokens.ts'

/** A service with more protected routes than this shares the battery out among them, to stay polite. */
export const ROUTES_WITH_WHOLE_BATTERY = 5

/** What is asked about who trusts which token, once a run. */
export interface Trust extends Acceptance {
  /** The same request once more, after the refusals. */
  control(service: ServicePromise): Promise<{ route: ProtectedRoute; exchange: Exchange }>
  /**
   * Asks protected routes with a token that must not open them; `share` picks the routes of a long list.
   * A route that opens without credentials is left out: what token is shown there says nothing.
   */
  withToken(service: ServicePromise, token: string, share: number): Promise<readonly RefusalFact[]>
  /** Whether each protected route is shut to a request without credentials. */
  judgeAnonymous(
    service: ServicePromise,
  ): Promise<readonly { readonly route: ProtectedRoute; readonly finding: Finding | undefined }[]>
  /** One row of the battery, made from the user's token. */
  forgery(id: string): Promise<Forgery | undefined>
}

export function createTrust(session: Session, services: Services, tokens: Tokens): Trust {
  /** Everything asked with what must not open a door; the control comes after all of it. */
  const shown: Promise<unknown>[] = []

  const acceptance = createAcceptance(session, services, tokens)
  const { needAccepted, probeRoute } = acceptance

  const judgeAnonymous: Trust['judgeAnonymous'] = (service) =>
    session.once(`no credentials ${service.name}`, async () => {
      await needAccepted(service, 'user')
      return (await ask(service.protectedRoutes, undefined)).map(({ route, exchange }) => ({
        route,
        finding: judgeRefusal(
          { route, exchange },
          route.withoutCredentials,
          'auth.open',
          'a request without credentials',
        ),
      }))
    })

  /** A need: the routes of the service that are shut at all. */
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
      const key = jwt?.key.kind === 'secret' ? session.target.secrets[jwt.key.variable] : undefined
      const forgeries = await forgeTokens(token, {
        now: new Date(),
        ...(jwt && { jwt }),
        ...(key && { key }),
        ...(jwt?.key.kind === 'jwks' && { jwks: await tokens.jwks() }),
        ...(refreshToken !== undefined && isCarriable(refreshToken) && { refreshToken }),
      })
      for (const forgery of forgeries)
        if ('token' in forgery && forgery.group !== 'malformed') session.redactor.add(forgery.token)
      return forgeries
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
        exchange: await session.ask(probeRoute(service).request, { token }),
      }
    },
    withToken: async (service, token, share) => {
      const routes = await needClosed(service)
      const mine =
        routes.length <= ROUTES_WITH_WHOLE_BATTERY
          ? routes
          : routes.filter((_, index) => index % BATTERY_SHARES === share % BATTERY_SHARES)
      return ask(mine, token)
    },
  }

  function ask(
    routes: readonly ProtectedRoute[],
    token: string | undefined,
  ): Promise<readonly RefusalFact[]> {
    const asked = Promise.all(
      routes.map(async (route) => ({
        route,
        exchange: await session.ask(
          route.request,
          // No other check waits for a forged token's refusal.
          token === undefined ? {} : { token, priority: 'low' },
        ),
      })),
    )
    // Only that it ended counts: the answers themselves need not be kept to the end of the run.
    shown.push(asked.then(ignore, ignore))
    return asked
  }
}

/** About the rows of the battery: a long list of routes gets one row a route. */
const BATTERY_SHARES = 20

function ignore(): void {}
