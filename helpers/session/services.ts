import type { ServicePromise } from '../../contracts/schema/service.ts'
import { judgeAnswered } from '../diagnosis/judges/health/judge-answered.ts'
import { judgeIdentity } from '../diagnosis/judges/health/judge-identity.ts'
import { faultNamed, judgeReadiness } from '../diagnosis/judges/health/judge-readiness.ts'
import type { Exchange } from '../http/exchange.ts'
import { firstHealth } from '../promise/request.ts'
import { noSuchPath } from './catch-all-look.ts'
import { type Judged, needNoFailure } from './check-result.ts'
import { lookAtMissing, lookAtReach } from './reach-look.ts'
import { notReadyFinding } from './readiness-result.ts'
import { answerAt, identityOf, reach, waitFor } from './service-answers.ts'
import type { Session } from './session.ts'
import { lookAsBrowser, wallOf } from './wall-look.ts'

/** A need: the service answers. */
export async function needAnswering(session: Session, name: string): Promise<ServicePromise> {
  const service = session.service(name)
  const reached = judgeReach(session, service)
  // Who it is, is asked meanwhile: every other request waits for both answers.
  identityOf(session, service).catch(() => {})
  needNoFailure(await reached)
  return service
}

/** A need: the service answers, and it is the right one. */
export async function needService(session: Session, name: string): Promise<ServicePromise> {
  const service = await needAnswering(session, name)
  needNoFailure(await judgeWho(session, service))
  return service
}

/** Whether the first health request is on its way and a place is free beside it, for what carries no credential and changes nothing. */
export function isEarly(session: Session, name: string): boolean {
  const settled = session.shared(settledNeeds)
  const settle = () => settled.add(name)
  // The health request leaves first.
  needService(session, name).then(settle, settle)
  return !settled.has(name) && session.hasPlace(name)
}

/** The services whose need is settled. */
function settledNeeds(): Set<string> {
  return new Set()
}

/** Whether the service answers at the first of its health routes; if not, the finding names the layer that probing proved. */
export function judgeReach(session: Session, service: ServicePromise): Judged {
  return session.once(`judge reach ${service.name}`, async () => {
    const exchange = await reach(session, service)
    const waited = waitFor(session, service)
    const finding =
      notReadyFinding(waited, service) ??
      faultNamed(exchange, service) ??
      judgeAnswered(
        exchange,
        service.name,
        `GET ${firstHealth(service).path} answers`,
        statusesOf(service),
      )
    const looked = finding
      ? await lookAtReach(session, service, { finding, exchange })
      : ((await lookAtMissing(session, service, exchange)) ??
        (await lookAtRefusal(session, service, exchange)))
    return judgeReadiness(looked, waited)
  })
}

function statusesOf({ health: [first] }: ServicePromise): readonly number[] {
  return [...(first?.statuses ?? []), ...(first?.unwell ?? [])]
}

/** Where a service does not say who it is, nothing else finds out what refuses its health route. */
async function lookAtRefusal(
  session: Session,
  service: ServicePromise,
  exchange: Exchange,
): Judged {
  const isPromised = exchange.kind === 'answer' && statusesOf(service).includes(exchange.status)
  const isOfSocket = speaksSocketsAlone(session, service) && refusesPlain(exchange)
  return service.identity.length > 0 || isPromised || isOfSocket
    ? undefined
    : wallOf(session, service, exchange)
}

/** Whether the contract promises a WebSocket of a service, and no route of it. */
function speaksSocketsAlone({ contract }: Session, service: ServicePromise): boolean {
  const { health, protectedRoutes, publicRoutes = [] } = service
  return (
    health.length + protectedRoutes.length + publicRoutes.length === 0 &&
    contract.sockets.some((socket) => socket.service === service.name)
  )
}

/** The answers of a server that speaks WebSockets alone to a plain GET, at every path: 400 of nats-server 2.15.3, 426 of ws 8. */
function refusesPlain(exchange: Exchange): boolean {
  return exchange.kind === 'answer' && (exchange.status === 400 || exchange.status === 426)
}

/** Whether the right service answers; if not, whether another service of the platform answers in its place. */
export function judgeWho(session: Session, service: ServicePromise): Judged {
  return session.once(`judge identity ${service.name}`, async () => {
    const answers = await identityOf(session, service)
    if (judgeIdentity(answers, service) === undefined) return undefined
    const { services } = session.contract
    const paths = new Set(services.flatMap((other) => other.identity.map(({ path }) => path)))
    const asked = await Promise.all(
      [...paths].map(async (path) => ({ path, exchange: await answerAt(session, service, path) })),
    )
    const nowhere = await answerAt(session, service, noSuchPath(session))
    const asBrowser = await lookAsBrowser(session, service, nowhere)
    return judgeIdentity(answers, service, {
      services,
      asked,
      nowhere,
      ...(asBrowser && { asBrowser }),
    })
  })
}
