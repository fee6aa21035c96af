import type { ProtectedRoute, ServicePromise } from '../../contracts/schema/service.ts'
import type { Secret } from '../../env/secret.ts'
import { isAccepted } from '../diagnosis/judges/access/accepted.ts'
import { judgeAcceptance } from '../diagnosis/judges/access/judge-acceptance.ts'
import { judgeCachedRoute } from '../diagnosis/judges/access/judge-cached-route.ts'
import { isRetried, judgeRetried } from '../diagnosis/judges/access/judge-retried.ts'
import type { Exchange } from '../http/exchange.ts'
import { againAlone } from './again-alone.ts'
import { readsOf } from './ask.ts'
import { judgePageOfRoute } from './catch-all-look.ts'
import { Blocked, type Judged, NotApplicable, needNoFailure } from './check-result.ts'
import { lookAtRefusal } from './good-token-look.ts'
import { noteInstances } from './instances-seen.ts'
import type { Issued, Who } from './issuing.ts'
import { tokensOf } from './login.ts'
import { timesShown } from './samples.ts'
import { needService } from './services.ts'
import type { Session } from './session.ts'
import { judgeFormatOf, needToken } from './tokens.ts'
import { lookAtWall } from './wall-look.ts'

/** Requests that show whether what was healed by a retry comes again: of two instances, eight connections miss one in 1 of 256 runs. */
const ALONE = 8

/** The route that shows whether the service accepts a token. */
export function probeRoute({ name, protectedRoutes: [route] }: ServicePromise): ProtectedRoute {
  if (route === undefined) throw new NotApplicable(`${name} promises no protected route`)
  return route
}

/** Shows the token so many times at once, each on a connection of its own: a balancer of connections leads it to another instance. */
function show(
  session: Session,
  route: ProtectedRoute,
  token: Secret,
  times: number,
): Promise<readonly Exchange[]> {
  const options = { token, connection: 'fresh', ...readsOf(route), priority: 'high' } as const
  return Promise.all(Array.from({ length: times }, () => session.ask(route.request, options)))
}

/** Whether the service accepts the good token of that user. */
export function judgeAccepted(session: Session, service: ServicePromise, who: Who): Judged {
  return session.once(`accept ${service.name} ${who}`, async () => {
    await needService(session, service.name)
    const { token } = await needToken(session, who)
    const route = probeRoute(service)
    const answers = await show(session, route, token, who === 'user' ? timesShown(service) : 1)
    noteInstances(session, service.name, answers)
    const refused = answers.find((answer) => !isAccepted(answer, route))
    if (refused === undefined)
      return answers.some(isRetried)
        ? judgeRetried({ route, answers, alone: await againAlone(session, route, token, ALONE) })
        : ((await judgePageOfRoute(session, route, token, answers)) ??
            judgeCachedRoute(route, answers))
    const unlike = await judgeFormatOf(session, who)
    if (unlike !== undefined) throw new Blocked([unlike])
    const known = await lookAtRefusal(session, { service, who, route, refused })
    const found = judgeAcceptance({ service, route, answers, ...known }, tokensOf(session))
    return lookAtWall(session, service, found, answers.at(-1))
  })
}

/** A need: the service accepts that user's token, so that its refusal of another token says something. */
export async function needAccepted(
  session: Session,
  service: ServicePromise,
  who: Who,
): Promise<Issued> {
  needNoFailure(await judgeAccepted(session, service, who))
  return needToken(session, who)
}

/** A need: the service does not refuse that user's token. If the probe route fails for another reason, that says nothing about other routes. */
export async function needUnrefused(
  session: Session,
  service: ServicePromise,
  who: Who,
): Promise<Issued> {
  const finding = await judgeAccepted(session, service, who)
  if (finding?.severity === 'failure' && !finding.code.startsWith('route.'))
    throw new Blocked([finding])
  return needToken(session, who)
}

/** Whether that service accepts the user's token; without a name, whether every service with protected routes does. */
export async function serves(session: Session, name?: string): Promise<boolean> {
  const asked = session.contract.services.filter(
    (service) =>
      service.protectedRoutes.length > 0 && (name === undefined || service.name === name),
  )
  const judged = await Promise.all(
    asked.map((service) =>
      judgeAccepted(session, service, 'user').then(
        (finding) => finding?.severity !== 'failure',
        () => false,
      ),
    ),
  )
  return judged.length > 0 && judged.every((isServed) => isServed)
}
