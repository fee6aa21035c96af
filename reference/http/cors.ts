import { textAnswer } from './answers.ts'
import type { Answer, Interceptor } from './exchange.ts'

/** Which web pages may use a service (docs/netra.md#cors). */
interface CorsRule {
  readonly allows: (origin: string) => boolean
  readonly credentials: boolean
  /** Whether an allowed origin is named, or `*` is sent in its place. */
  readonly names: 'origin' | 'wildcard'
  readonly allowHeaders: readonly string[]
  readonly exposeHeaders: readonly string[]
}

const METHODS = 'GET, POST, PUT, DELETE, OPTIONS, PATCH, HEAD'
const PREFLIGHT_SECONDS = '600'

/** Answers preflights and adds the CORS headers to every other answer, as Starlette does. */
export function cors(rule: CorsRule): Interceptor {
  const credentials: Record<string, string> = rule.credentials
    ? { 'access-control-allow-credentials': 'true' }
    : {}
  const common = (origin: string): Record<string, string> => ({
    ...credentials,
    ...(rule.allows(origin)
      ? { 'access-control-allow-origin': rule.names === 'origin' ? origin : '*' }
      : {}),
    vary: 'Origin',
  })
  const preflight = (origin: string): Answer => {
    const allowed = rule.allows(origin)
    return textAnswer(
      allowed ? 200 : 400,
      'text/plain; charset=utf-8',
      allowed ? 'OK' : 'Disallowed CORS origin',
      {
        ...common(origin),
        'access-control-allow-methods': METHODS,
        'access-control-allow-headers': rule.allowHeaders.join(', '),
        'access-control-max-age': PREFLIGHT_SECONDS,
      },
    )
  }
  return async (asked, next) => {
    const origin = asked.headers.origin
    if (origin === undefined || asked.upgrade) return next(asked)
    const wanted = asked.headers['access-control-request-method']
    if (asked.method === 'OPTIONS' && wanted !== undefined) return preflight(origin)
    const answer = await next(asked)
    const exposed = { 'access-control-expose-headers': rule.exposeHeaders.join(', ') }
    return { ...answer, headers: { ...common(origin), ...exposed, ...answer.headers } }
  }
}
