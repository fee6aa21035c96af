import { detailAnswer } from '../http/answers.ts'
import type { Answer, Asked } from '../http/exchange.ts'
import type { AuthPlan } from './auth-plan.ts'

/** FastAPI's 422 for a body without some of its fields; undefined when all are there. */
export function missingFields(
  body: Readonly<Record<string, unknown>> | undefined,
  names: readonly string[],
): Answer | undefined {
  if (body === undefined) {
    return detailAnswer(422, [{ type: 'json_invalid', loc: ['body'], msg: 'JSON decode error' }])
  }
  const missing = names.filter((name) => typeof body[name] !== 'string')
  if (missing.length === 0) return undefined
  return detailAnswer(
    422,
    missing.map((name) => ({ type: 'missing', loc: ['body', name], msg: 'Field required' })),
  )
}

/**
 * Checks `X-Service-ID` and `X-Service-Secret`. They count only if both are sent; a caller without them is served, too
 * (docs/netra.md#auth-routes).
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
