import type { Contract } from '../../contracts/contract.ts'
import { type CorsRoute, namesInPreflight } from '../diagnosis/judges/access/judge-cors.ts'

/** Methods that browsers send without a grant (Fetch standard, CORS-safelisted methods). */
const NEED_NO_GRANT = new Set(['GET', 'HEAD', 'POST'])

/**
 * The routes that pages may call: the promised ones, and below each of them, for every further method that a user's
 * steps need there, one more. Pages are how users take these steps.
 */
export function corsRoutes({ cors, journeys }: Contract): readonly CorsRoute[] {
  if (cors === undefined) return []
  const steps = journeys
    .flatMap((journey) => journey.steps)
    .filter((step) => step.kind === 'request')
    .filter((step) => step.as === 'user' && !NEED_NO_GRANT.has(step.request.method))
  const routes = [...cors.routes]
  for (const { request } of steps) {
    const above = cors.routes.find((route) => isAbove(route.request, request))
    const isKnown = routes.some(
      (route) => route.method === request.method && route.request.service === request.service,
    )
    if (above === undefined || isKnown) continue
    const { service, method } = request
    // A preflight names no thing that exists.
    const path = request.path.replaceAll(/\{[^}]*\}/g, 'smoke')
    routes.push({ request: { service, method, path }, method, headers: above.headers })
  }
  return routes
}

function isAbove(route: CorsRoute['request'], step: CorsRoute['request']): boolean {
  const [from = ''] = route.path.split('?')
  const [path = ''] = step.path.split('?')
  return (
    route.service === step.service &&
    (path === from || path.startsWith(`${from.replace(/\/$/, '')}/`))
  )
}

/** Headers that pages may set without a preflight (Fetch standard, CORS-safelisted request-header). */
const SAFE_HEADERS = new Set(['accept', 'accept-language', 'content-language'])

/** Whether browsers send a preflight at all: not for a plain GET, HEAD or POST. */
export function needsPreflight({ method, headers }: CorsRoute): boolean {
  return !NEED_NO_GRANT.has(method) || headers.some((name) => !SAFE_HEADERS.has(name.toLowerCase()))
}

/** What a browser asks before it sends the request itself (Fetch standard, CORS-preflight request). */
export function preflightHeaders(
  { method, headers }: CorsRoute,
  origin: string,
): Readonly<Record<string, string>> {
  return {
    origin,
    'access-control-request-method': method,
    ...(headers.length > 0 && { 'access-control-request-headers': namesInPreflight(headers) }),
  }
}
