import type { RequestTemplate } from '../../contracts/schema/common.ts'
import type { ServicePromise } from '../../contracts/schema/service.ts'
import { TIMES_AGAIN } from '../diagnosis/experiments/good-token.ts'
import { movedTo } from '../diagnosis/judges/health/answer-signs.ts'
import { judgeAnother } from '../diagnosis/judges/health/judge-another.ts'
import { judgeMissing } from '../diagnosis/judges/health/judge-missing.ts'
import { proveLayer } from '../diagnosis/judges/health/judge-readiness.ts'
import { judgeSamples } from '../diagnosis/judges/health/judge-samples.ts'
import type { Answer, Exchange } from '../http/exchange.ts'
import { probeLayers } from '../http/probe.ts'
import { healthHeaders } from '../promise/request.ts'
import type { Finding } from '../record/finding.ts'
import { joinUrl } from '../url/join-url.ts'
import { noSuchPath } from './catch-all-look.ts'
import type { Judged } from './check-result.ts'
import { answerAt, getFrom } from './service-answers.ts'
import type { Session } from './session.ts'

/** How long the layers of a service that does not answer are probed, in addition to the timeout of the request. */
const PROBE_MS = 1500

/**
 * Makes the experiments that apply to a service that cannot be reached, and judges again: the layers one after the
 * other where nothing answered; where a redirect or a gateway answers in its place, the target, or a path that cannot exist.
 */
export async function lookAtReach(
  session: Session,
  service: ServicePromise,
  { finding, exchange }: { readonly finding: Finding; readonly exchange: Exchange },
): Promise<Finding> {
  if (exchange.kind === 'answer') return lookAtAnswer(session, service, finding, exchange)
  const proof = await probeLayers(exchange.asked.url, {
    ...session.connecting,
    timeoutMs: PROBE_MS,
    userAgent: session.userAgent,
  })
  return proveLayer(finding, proof)
}

async function lookAtAnswer(
  session: Session,
  service: ServicePromise,
  finding: Finding,
  answer: Answer,
): Promise<Finding> {
  const { name } = service
  const again = 'never'
  const to = movedTo(answer)
  if (finding.code === 'service.redirected' && to !== undefined) {
    const target = await session.askUrl(name, to, { again })
    return (
      (await lookAtMissing(session, service, target)) ??
      judgeAnother(finding, answer, service, { target })
    )
  }
  if (finding.code === 'service.error') return lookAtError(session, service, finding, answer)
  if (finding.code !== 'service.unavailable') return finding
  const request = { service: name, method: 'GET', path: noSuchPath(session) } as const
  return judgeAnother(finding, answer, service, { nowhere: await session.ask(request, { again }) })
}

/** Answers at promised routes, asked beside the first one that is missing. */
const MOST_OTHERS = 2

/**
 * Makes the experiments that apply where the first route of a service answers a 4xx that is not promised: the same path above
 * the base path; and for a 404, other promised routes without a token, and a path that cannot exist.
 */
export async function lookAtMissing(
  session: Session,
  service: ServicePromise,
  first: Exchange,
): Judged {
  if (!isRefusal(first) || service.health[0]?.statuses.includes(first.status) === true)
    return undefined
  const [route, ...rest] = plainRoutes(service)
  if (route === undefined) return undefined
  const one = route.path === '/' ? first : await answerAt(session, service, route.path)
  if (!isRefusal(one) || route.statuses.includes(one.status)) return undefined
  const above = await aboveBase(session, service)
  // Where the service says who it is, that finds out what answers in its place.
  const asked = service.identity.length > 0 || one.status !== 404 ? [] : rest.slice(0, MOST_OTHERS)
  const others = await Promise.all(asked.map(({ path }) => answerAt(session, service, path)))
  const nowhere = await answerAt(session, service, noSuchPath(session))
  return judgeMissing(one, service, { others, nowhere, ...(above && { above }) })
}

function isRefusal(exchange: Exchange): exchange is Answer {
  return exchange.kind === 'answer' && exchange.status >= 400 && exchange.status < 500
}

/** A path and the statuses that a plain GET of it is promised to get without a token. */
interface PlainRoute {
  readonly path: string
  readonly statuses: readonly number[]
}

function plainRoutes({ health, protectedRoutes, publicRoutes = [] }: ServicePromise) {
  const routes: readonly PlainRoute[] = [
    ...health.map(({ path, statuses, unwell = [] }) => ({
      path,
      statuses: [...statuses, ...unwell],
    })),
    ...protectedRoutes
      .filter(({ request }) => isPlain(request))
      .map(({ request, withoutCredentials: { statuses } }) => ({ path: request.path, statuses })),
    ...publicRoutes
      .filter(({ request }) => isPlain(request))
      .map(({ request, accepted }) => ({ path: request.path, statuses: accepted })),
  ]
  return [...new Map(routes.toReversed().map((route) => [route.path, route])).values()].toReversed()
}

function isPlain({ method, path }: RequestTemplate): boolean {
  return method === 'GET' && !path.includes('{')
}

/** The nearest base URL above the configured one at which a promised path is there that says more than the root of a host. */
async function aboveBase(session: Session, service: ServicePromise) {
  const { name, health } = service
  const route = plainRoutes(service).find(
    ({ path, statuses }) => path !== '/' && !statuses.includes(404),
  )
  if (route === undefined) return undefined
  const { origin, pathname } = new URL(session.baseUrl(name))
  const parts = pathname.split('/').filter((part) => part !== '')
  const headers = healthHeaders(health.find(({ path }) => path === route.path))
  for (let kept = parts.length - 1; kept >= 0; kept -= 1) {
    const baseUrl = [origin, ...parts.slice(0, kept)].join('/')
    const url = joinUrl(baseUrl, route.path)
    const answer = await session.askUrl(name, url, { again: 'never', headers })
    if (answer.kind === 'answer' && route.statuses.includes(answer.status))
      return { baseUrl, answer }
  }
  return undefined
}

/** An error at the health of a service may be that of one instance: more answers, each on a connection of its own, show it. */
async function lookAtError(
  session: Session,
  service: ServicePromise,
  finding: Finding,
  answer: Answer,
): Promise<Finding> {
  const [health] = service.health
  if (health === undefined) return finding
  const samples: Exchange[] = [answer]
  const options = { again: 'never', connection: 'fresh' } as const
  for (let time = 0; time < TIMES_AGAIN; time += 1)
    samples.push(await getFrom(session, service, health.path, options))
  return (
    judgeSamples(samples, health, service).find(({ code }) => code === 'service.unstable') ??
    finding
  )
}
