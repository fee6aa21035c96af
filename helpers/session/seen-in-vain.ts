import type { ServicePromise } from '../../contracts/type/service.ts'
import { judgeAnswered } from '../diagnosis/judges/health/judge-answered.ts'
import { judgeHealth } from '../diagnosis/judges/health/judge-health.ts'
import { readinessOf } from '../diagnosis/judges/health/readiness-of.ts'
import type { Finding } from '../record/finding.ts'
import type { Arrival } from './arrival.ts'

/**
 * What waiting in vain saw last, where it means that the service cannot serve: then it is believed, and the
 * service not asked again. Anything else (a route that is missing, a word that is odd) does not stop the checks.
 */
export function seenInVain(
  arrival: Arrival | undefined,
  service: ServicePromise,
): Finding | undefined {
  const health = readinessOf(service)
  if (arrival === undefined || arrival.ready || health === undefined) return undefined
  const [finding] = judgeHealth(arrival.last, health, service).filter(
    ({ severity }) => severity === 'failure',
  )
  const isDead = judgeAnswered(arrival.last, service.name, '') !== undefined
  return isDead || finding?.code === 'service.starting' ? finding : undefined
}
