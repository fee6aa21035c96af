import type { ProtectedRoute, ServicePromise } from '../../contracts/schema/service.ts'
import type { Secret } from '../../env/secret.ts'
import { isAccepted } from '../diagnosis/judges/access/accepted.ts'
import { judgeAcceptance } from '../diagnosis/judges/access/judge-acceptance.ts'
import { judgeCachedRoute } from '../diagnosis/judges/access/judge-cached-route.ts'
import { isRetried, judgeRetried } from '../diagnosis/judges/access/judge-retried.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Finding } from '../record/finding.ts'
import { againAlone } from './again-alone.ts'
import { readsOf } from './ask.ts'
import { judgePageOfRoute } from './catch-all-look.ts'
import { Blocked, NotApplicable, needNoFailure } from './check-result.ts'
import { lookAtRefusal } from './good-token-look.ts'
import type { Issued, Who } from './issuing.ts'
import { createOpenedRoutes, type OpenedRoutes } from './opened-routes.ts'
import { looksAt } from './samples.ts'
import { needService } from './services.ts'
import type { Session } from './session.ts'
import type { Tokens } from './tokens.ts'
import { lookAtWall } from './wall-look.ts'

/** Requests that show whether what was healed by a retry comes again: of two instances, eight connections miss one in 1 of 256 runs. */
const ALONE = 8

/** Requests with the good token to the probe route of a service; journeys and other routes show it too. */
const SHOWN = 5

/** How often the good token is shown to the probe route of a service: of two instances, five connections miss one in 1 of 32 runs. */
export function timesShown(service: ServicePromise): number {
  return looksAt(service, SHOWN)
}

/** Which service accepts the good token of which user. */
export interface Acceptance extends OpenedRoutes {
  judgeAcceptance(service: ServicePromise): Promise<Finding | undefined>
  /** A need: the service accepts that user's token, so that its refusal of another token says something. */
  needAccepted(service: ServicePromise, who: Who): Promise<Issued>
  /** A need: the service does not refuse that user's token. If the probe route fails for another reason, that says nothing about other routes. */
  needUnrefused(service: ServicePromise, who: Who): Promise<Issued>
  /** The route that shows whether the service accepts a token. */
  probeRoute(service: ServicePromise): ProtectedRoute
  /** The issuer's answer to the service credentials; undefined if they are not set or the platform cannot prove them. */
  credentials(): Promise<Exchange | undefined>
  /** Whether that service accepts the user's token; without a name, whether every service with protected routes does. */
  serves(name?: string): Promise<boolean>
  /** Why the run has no service credentials. */
  whyNoCredentials(): string
}

export function createAcceptance(session: Session, tokens: Tokens): Acceptance {
  const probeRoute = (service: ServicePromise): ProtectedRoute => {
    const route = service.protectedRoutes[0]
    if (route === undefined) throw new NotApplicable(`${service.name} promises no protected route`)
    return route
  }

  const { credentials, whyNoCredentials } = createServiceCredentials(session, tokens)

  /** Shows the token so many times at once, each on a connection of its own: a balancer of connections leads it to another instance. */
  const show = (route: ProtectedRoute, token: Secret, times: number) => {
    const options = { token, connection: 'fresh', ...readsOf(route), priority: 'high' } as const
    return Promise.all(Array.from({ length: times }, () => session.ask(route.request, options)))
  }

  const judge = (service: ServicePromise, who: Who) =>
    session.once(`accept ${service.name} ${who}`, async () => {
      await needService(session, service.name)
      const { token } = await tokens.need(who)
      const route = probeRoute(service)
      const answers = await show(route, token, who === 'user' ? timesShown(service) : 1)
      const refused = answers.find((answer) => !isAccepted(answer, route))
      if (refused === undefined)
        return answers.some(isRetried)
          ? judgeRetried({ route, answers, alone: await againAlone(session, route, token, ALONE) })
          : ((await judgePageOfRoute(session, route, token, answers)) ??
              judgeCachedRoute(route, answers))
      const unlike = await tokens.judgeFormat(who)
      if (unlike !== undefined) throw new Blocked([unlike])
      const known = await lookAtRefusal(
        { session, tokens, credentials },
        { service, who, route, refused },
      )
      const found = judgeAcceptance({ service, route, answers, ...known }, tokens.promise)
      return lookAtWall(session, service, found, answers.at(-1))
    })

  const needAccepted: Acceptance['needAccepted'] = async (service, who) => {
    needNoFailure(await judge(service, who))
    return tokens.need(who)
  }

  const needUnrefused: Acceptance['needUnrefused'] = async (service, who) => {
    const finding = await judge(service, who)
    if (finding?.severity === 'failure' && !finding.code.startsWith('route.'))
      throw new Blocked([finding])
    return tokens.need(who)
  }

  const serves: Acceptance['serves'] = async (name) => {
    const asked = session.contract.services.filter(
      (service) =>
        service.protectedRoutes.length > 0 && (name === undefined || service.name === name),
    )
    const judged = await Promise.all(
      asked.map((service) =>
        judge(service, 'user').then(
          (finding) => finding?.severity !== 'failure',
          () => false,
        ),
      ),
    )
    return judged.length > 0 && judged.every((isServed) => isServed)
  }

  return {
    probeRoute,
    ...createOpenedRoutes(session, tokens.promise.issuer, needAccepted),
    serves,
    credentials,
    whyNoCredentials,
    needAccepted,
    needUnrefused,
    judgeAcceptance: (service) => judge(service, 'user'),
  }
}

function createServiceCredentials(
  session: Session,
  { promise }: Tokens,
): Pick<Acceptance, 'credentials' | 'whyNoCredentials'> {
  const { serviceCredentials: asked } = promise
  return {
    credentials: () =>
      session.once('service credentials', async () =>
        asked === undefined || session.unset(asked.needs).length > 0
          ? undefined
          : session.ask(asked.request),
      ),
    whyNoCredentials: () =>
      asked === undefined
        ? 'this platform has nothing that proves service credentials from outside'
        : `${session.unset(asked.needs).join(' and ')} not set: the service credentials cannot be shown`,
  }
}
