import type { HealthPromise, ServicePromise } from '../../../../contracts/type/service.ts'

/** The route on which a service says that it is ready to serve; the first health route where there is none for it. */
export function readinessOf({ health }: ServicePromise): HealthPromise | undefined {
  return health.find(({ role }) => role === 'readiness') ?? health[0]
}
