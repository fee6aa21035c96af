import type { Asked } from '../http/exchange.ts'
import type { AuthPlan } from './auth-plan.ts'

/**
 * Looks at `X-Service-ID` and `X-Service-Secret`. They count only when both are there; a caller
 * without them is served all the same (docs/netra.md#auth-routes).
 */
export function serviceHeadersError(
  asked: Asked,
  plan: AuthPlan,
): { error: string; message: string } | undefined {
  const id = asked.headers['x-service-id']
  const secret = asked.headers['x-service-secret']
  if (id === undefined || secret === undefined) {
    if (plan.serviceHeaders === 'optional') return undefined
    return { error: 'invalid_service_id', message: 'Service authentication required' }
  }
  if (plan.serviceSecret === undefined) {
    return { error: 'service_not_configured', message: 'SERVICE_SECRET is not configured' }
  }
  if (id !== plan.serviceId) {
    const message = `Expected service id '${plan.serviceId}', got '${id}'`
    return { error: 'invalid_service_id', message }
  }
  if (secret !== plan.serviceSecret) {
    return { error: 'invalid_service_secret', message: 'Service secret does not match' }
  }
  return undefined
}
