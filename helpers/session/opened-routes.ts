import type { ProtectedRoute, ServicePromise } from '../../contracts/schema/service.ts'
import type { Secret } from '../../env/secret.ts'
import { sinceEnd } from '../diagnosis/experiments/when-valid.ts'
import { isAccepted } from '../diagnosis/judges/access/accepted.ts'
import { judgeCachedRoute } from '../diagnosis/judges/access/judge-cached-route.ts'
import { judgeOpened } from '../diagnosis/judges/access/judge-opened.ts'
import { isThrottled } from '../diagnosis/judges/health/answer-signs.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Finding } from '../record/finding.ts'
import { needAccepted } from './acceptance.ts'
import { againAlone } from './again-alone.ts'
import { readsOf } from './ask.ts'
import { judgeBySchema } from './judge-by-schema.ts'
import { tokensOf } from './login.ts'
import { timesMore } from './more-answers.ts'
import type { Session } from './session.ts'

/** Routes that are looked at again where they do not accept the token; of more, the first few show whether an instance is broken. */
const ROUTES_LOOKED_AT = 3

/** The answer of a route to the good token; of one that accepts it, a later one that does not, with the others before. */
async function show(session: Session, route: ProtectedRoute, token: Secret) {
  const exchange = await session.ask(route.request, { token, ...readsOf(route) })
  const times = isAccepted(exchange, route) ? timesMore(session, route.request, 'user') : 0
  const more = await againAlone(session, route, token, times)
  const bad = more.find((one) => !isAccepted(one, route) && !isOfALimit(one))
  return bad === undefined
    ? { route, exchange, before: [] }
    : { route, exchange: bad, before: [exchange, ...more.filter((one) => one !== bad)] }
}

/** The sender of one more request may be beyond a limit; the first one was answered well. */
function isOfALimit(exchange: Exchange): boolean {
  return exchange.kind === 'answer' && isThrottled(exchange)
}

/** Whether every other protected route opens for the good token: a finding a route that does not. */
export async function judgeRoutes(
  session: Session,
  service: ServicePromise,
): Promise<readonly Finding[]> {
  const { token } = await needAccepted(session, service, 'user')
  const shown = await Promise.all(
    service.protectedRoutes.slice(1).map((route) => show(session, route, token)),
  )
  const refused = shown.filter(({ route, exchange }) => !isAccepted(exchange, route))
  const judged: Finding[] = []
  for (const fact of refused) {
    const isLookedAt = judged.length < ROUTES_LOOKED_AT && fact.exchange.kind === 'answer'
    const later = isLookedAt ? await againAlone(session, fact.route, token) : []
    const again = [...fact.before, ...later]
    const ms = sinceEnd(token, fact.exchange)
    const ended = ms === undefined ? {} : { ended: { ms, issuer: tokensOf(session).issuer } }
    judged.push(...[judgeOpened({ ...fact, again, ...ended })].filter((one) => one !== undefined))
  }
  const cached = shown.flatMap(({ route, exchange }) => judgeCachedRoute(route, [exchange]) ?? [])
  return [...judged, ...cached.slice(0, 1)]
}

/** Whether the routes with a schema answer the good token what it says, asked once each: a finding a route that does not. */
export async function judgeSchemas(
  session: Session,
  service: ServicePromise,
): Promise<readonly Finding[]> {
  const { token } = await needAccepted(session, service, 'user')
  const promised = service.protectedRoutes.filter(({ schema }) => schema !== undefined)
  const judged = await Promise.all(
    promised.map(async (route) => {
      const { method, path } = route.request
      const subject = `${method} ${path}`
      const promise = `${subject} answers the good token what its schema says`
      const exchange = await session.ask(route.request, { token })
      const words = { service: service.name, subject, promise, schema: route.schema }
      return judgeOpened({ route, exchange }) ?? judgeBySchema([exchange], words)
    }),
  )
  return judged.filter((finding) => finding !== undefined)
}
