import type { HealthPromise } from '../../contracts/schema/health.ts'
import type { ServicePromise } from '../../contracts/schema/service.ts'
import { judgeAnswered } from '../diagnosis/judges/health/judge-answered.ts'
import type { CapabilityFact } from '../diagnosis/judges/health/judge-capabilities.ts'
import { type IdentityAnswer, judgeIdentity } from '../diagnosis/judges/health/judge-identity.ts'
import { faultNamed, judgeReadiness } from '../diagnosis/judges/health/judge-readiness.ts'
import type { Exchange } from '../http/exchange.ts'
import { firstHealth, healthHeaders } from '../promise/request.ts'
import type { Finding } from '../record/finding.ts'
import type { AskOptions } from './ask.ts'
import { noSuchPath } from './catch-all-look.ts'
import { needNoFailure } from './check-result.ts'
import { lookAtMissing, lookAtReach } from './reach-look.ts'
import { notReadyFinding } from './readiness-result.ts'
import { createSamples, type Samples } from './samples.ts'
import { judgeable } from './scope.ts'
import type { Session } from './session.ts'
import { lookAsBrowser, wallOf } from './wall-look.ts'

/** The requests to each service, sent once a run and shared by all checks. */
export interface Services extends Samples {
  /** The answer of the first health route. */
  reach(service: ServicePromise): Promise<Exchange>
  /** Whether the service answers; if not, the finding names the layer that probing proved. */
  judgeReach(service: ServicePromise): Promise<Finding | undefined>
  /** The answers at the routes where the service says what it can do. */
  capabilities(service: ServicePromise): Promise<readonly CapabilityFact[]>
  head(service: ServicePromise, health: HealthPromise): Promise<Exchange>
  /** Whether the right service answers; if not, whether another service of the platform answers in its place. */
  judgeIdentity(service: ServicePromise): Promise<Finding | undefined>
  /** The answer at a path; every caller gets the same one. */
  at(service: ServicePromise, path: string): Promise<Exchange>
  /** A need: the service answers. */
  needAnswering(name: string): Promise<ServicePromise>
  /** A need: the service answers, and it is the right one. */
  need(name: string): Promise<ServicePromise>
  /** Whether the first health request is on its way and a place is free beside it, for what carries no credential and changes nothing. */
  isEarly(name: string): boolean
}

export function createServices(session: Session): Services {
  const get = (
    service: ServicePromise,
    path: string,
    { method = 'GET', ...options }: AskOptions & { readonly method?: 'GET' | 'HEAD' } = {},
  ) => {
    const headers = healthHeaders(service.health.find((health) => health.path === path))
    return session.ask({ service: service.name, method, path }, { ...options, headers })
  }

  const first = (service: ServicePromise) => firstHealth(service).path

  const answerAt = (service: ServicePromise, path: string): Promise<Exchange> =>
    path === first(service)
      ? reach(service)
      : session.once(`get ${service.name} ${path}`, () => get(service, path))

  const { reach, judgeReach } = createReach(session, get, answerAt)

  const { identity, judgeIdentity: judgeWho } = createIdentity(session, answerAt)

  const needAnswering: Services['needAnswering'] = async (name) => {
    const service = session.service(name)
    const reached = judgeReach(service)
    // Who it is, is asked meanwhile: every other request waits for both answers.
    identity(service).catch(() => {})
    needNoFailure(await reached)
    return service
  }

  const need: Services['need'] = async (name) => {
    const service = await needAnswering(name)
    needNoFailure(await judgeWho(service))
    return service
  }

  /** The services whose need is settled. */
  const settled = new Set<string>()

  return {
    ...createSamples(session, { get, reach, answerAt }),
    reach,
    judgeReach,
    capabilities: (service) =>
      Promise.all(
        service.capabilities.map(async (capability) => ({
          capability,
          exchange: await answerAt(service, capability.path),
        })),
      ),
    at: answerAt,
    judgeIdentity: judgeWho,
    needAnswering,
    head: (service, health) => get(service, health.path, { method: 'HEAD' }),
    need,
    isEarly: (name) => {
      const settle = () => settled.add(name)
      // The health request leaves first.
      need(name).then(settle, settle)
      return !settled.has(name) && session.hasPlace(name)
    },
  }
}

/** Whether a service answers, at the first of its health routes. */
function createReach(
  session: Session,
  get: (service: ServicePromise, path: string) => Promise<Exchange>,
  answerAt: Services['at'],
): Pick<Services, 'reach' | 'judgeReach'> {
  const readinessOf = ({ name }: ServicePromise) =>
    session.readiness.find(({ service }) => service === name)

  const reach: Services['reach'] = (service) =>
    session.once(`reach ${service.name}`, async () => {
      const readiness = readinessOf(service)
      return readiness !== undefined && notReadyFinding(readiness, service) !== undefined
        ? judgeable(readiness.last, service.name)
        : get(service, firstHealth(service).path)
    })

  const judgeReach: Services['judgeReach'] = (service) =>
    session.once(`judge reach ${service.name}`, async () => {
      const exchange = await reach(service)
      const readiness = readinessOf(service)
      const finding =
        notReadyFinding(readiness, service) ??
        faultNamed(exchange, service) ??
        judgeAnswered(exchange, service.name, `GET ${firstHealth(service).path} answers`, [
          ...(service.health[0]?.statuses ?? []),
          ...(service.health[0]?.unwell ?? []),
        ])
      const looked = finding
        ? await lookAtReach(session, service, { finding, exchange }, answerAt)
        : ((await lookAtMissing(session, service, exchange, answerAt)) ??
          (await lookAtRefusal(service, exchange)))
      return judgeReadiness(looked, readiness)
    })

  /** Where a service does not say who it is, nothing else finds out what refuses its health route. */
  const lookAtRefusal = async (service: ServicePromise, exchange: Exchange) => {
    const { statuses = [], unwell = [] } = service.health[0] ?? {}
    const isPromised =
      exchange.kind === 'answer' && [...statuses, ...unwell].includes(exchange.status)
    const isOfSocket = speaksSocketsAlone(session, service) && refusesPlain(exchange)
    return service.identity.length > 0 || isPromised || isOfSocket
      ? undefined
      : wallOf(session, service, exchange)
  }

  return { reach, judgeReach }
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

/** Who a service says it is, and whether that is right. */
function createIdentity(session: Session, answerAt: Services['at']) {
  const identity = (service: ServicePromise): Promise<readonly IdentityAnswer[]> =>
    session.once(`identity ${service.name}`, () =>
      Promise.all(
        service.identity.map(async (proof) => ({
          proof,
          exchange: await answerAt(service, proof.path),
        })),
      ),
    )

  const judgeIdentityOf: Services['judgeIdentity'] = (service) =>
    session.once(`judge identity ${service.name}`, async () => {
      const answers = await identity(service)
      if (judgeIdentity(answers, service) === undefined) return undefined
      const { services } = session.contract
      const paths = new Set(services.flatMap((other) => other.identity.map(({ path }) => path)))
      const asked = await Promise.all(
        [...paths].map(async (path) => ({ path, exchange: await answerAt(service, path) })),
      )
      const nowhere = await answerAt(service, noSuchPath(session))
      const asBrowser = await lookAsBrowser(session, service, nowhere)
      return judgeIdentity(answers, service, {
        services,
        asked,
        nowhere,
        ...(asBrowser && { asBrowser }),
      })
    })

  return { identity, judgeIdentity: judgeIdentityOf }
}
