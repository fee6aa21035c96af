import type { HealthPromise } from '../../contracts/schema/health.ts'
import type { ServicePromise } from '../../contracts/schema/service.ts'
import type { CapabilityFact } from '../diagnosis/judges/health/judge-capabilities.ts'
import type { IdentityAnswer } from '../diagnosis/judges/health/judge-identity.ts'
import type { Exchange } from '../http/exchange.ts'
import { firstHealth, healthHeaders } from '../promise/request.ts'
import type { AskOptions } from './ask.ts'
import { notReadyFinding, type ReadinessResult } from './readiness-result.ts'
import { judgeable } from './scope.ts'
import type { Session } from './session.ts'

/** The answer to one more request at a path of a service, with the headers of its health route. */
export function getFrom(
  session: Session,
  service: ServicePromise,
  path: string,
  { method = 'GET', ...options }: AskOptions & { readonly method?: 'GET' | 'HEAD' } = {},
): Promise<Exchange> {
  const headers = healthHeaders(service.health.find((health) => health.path === path))
  return session.ask({ service: service.name, method, path }, { ...options, headers })
}

/** How the wait for the service ended; undefined where it was not waited for. */
export function waitFor(
  { readiness }: Session,
  { name }: ServicePromise,
): ReadinessResult | undefined {
  return readiness.find(({ service }) => service === name)
}

/** The answer of the first health route, asked once a run. */
export function reach(session: Session, service: ServicePromise): Promise<Exchange> {
  return session.once(`reach ${service.name}`, async () => {
    const waited = waitFor(session, service)
    return waited !== undefined && notReadyFinding(waited, service) !== undefined
      ? judgeable(waited.last, service.name)
      : getFrom(session, service, firstHealth(service).path)
  })
}

/** The answer at a path; every caller gets the same one. */
export function answerAt(
  session: Session,
  service: ServicePromise,
  path: string,
): Promise<Exchange> {
  return path === firstHealth(service).path
    ? reach(session, service)
    : session.once(`get ${service.name} ${path}`, () => getFrom(session, service, path))
}

export function headOf(
  session: Session,
  service: ServicePromise,
  { path }: HealthPromise,
): Promise<Exchange> {
  return getFrom(session, service, path, { method: 'HEAD' })
}

/** The answers at the routes where the service says what it can do. */
export function capabilitiesOf(
  session: Session,
  service: ServicePromise,
): Promise<readonly CapabilityFact[]> {
  return Promise.all(
    service.capabilities.map(async (capability) => ({
      capability,
      exchange: await answerAt(session, service, capability.path),
    })),
  )
}

/** The answers at the routes where the service says who it is. */
export function identityOf(
  session: Session,
  service: ServicePromise,
): Promise<readonly IdentityAnswer[]> {
  return session.once(`identity ${service.name}`, () =>
    Promise.all(
      service.identity.map(async (proof) => ({
        proof,
        exchange: await answerAt(session, service, proof.path),
      })),
    ),
  )
}
