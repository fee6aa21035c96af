import type { PublicRoute, ServicePromise } from '../../contracts/schema/service.ts'
import { judgePublic } from '../diagnosis/judges/access/judge-opened.ts'
import type { Exchange } from '../http/exchange.ts'
import { isSafe } from '../http/request.ts'
import type { Finding } from '../record/finding.ts'
import type { AskOptions } from './ask.ts'
import type { Judged } from './check-result.ts'
import { BY_ANY, countAgain } from './count-again.ts'
import { judgeBySchema } from './judge-by-schema.ts'
import { answerAt } from './service-answers.ts'
import type { Session } from './session.ts'
import { wallOf } from './wall-look.ts'

/** Whether the routes that are open to everybody on purpose answer without a token: a finding a route that does not. */
export async function judgePublicRoutes(
  session: Session,
  service: ServicePromise,
): Promise<readonly (Finding | undefined)[]> {
  return Promise.all(
    (service.publicRoutes ?? []).map((route) => judgePublicRoute(session, service, route)),
  )
}

async function judgePublicRoute(
  session: Session,
  service: ServicePromise,
  route: PublicRoute,
): Judged {
  const { request, schema } = route
  const exchange = await answerOf(session, service, route)
  const finding = judgePublic({ route, exchange })
  if (finding === undefined) {
    const subject = `${request.method} ${request.path}`
    const promise = `${subject} answers without a token what its schema says`
    return judgeBySchema([exchange], { service: service.name, subject, promise, schema })
  }
  const wall = await wallOf(session, service, exchange)
  if (wall !== undefined || !isSafe(request.method)) return wall ?? finding
  return countAgain(session, { finding, bad: exchange, request }, async () => {
    const again = await session.ask(request, { ...BY_ANY, ...readsOf(route) })
    return judgePublic({ route, exchange: again }) === undefined
  })
}

function answerOf(
  session: Session,
  service: ServicePromise,
  route: PublicRoute,
): Promise<Exchange> {
  const { method, path, service: name, ...more } = route.request
  const isPlain = method === 'GET' && name === service.name && Object.keys(more).length === 0
  // A plain GET may have been sent already, where another promise is about the same path.
  return isPlain ? answerAt(session, service, path) : session.ask(route.request, readsOf(route))
}

/** A good status is all that is asked, unless a schema is promised. */
function readsOf({ schema }: PublicRoute): Pick<AskOptions, 'reads'> {
  return schema === undefined ? { reads: 'status' } : {}
}
