import { atEdge, everySecond, type Faults, inApp, replies, sets } from '../fault.ts'
import { changeJson, jsonAnswer, textAnswer } from '../http/answers.ts'
import type { Answer, Interceptor } from '../http/exchange.ts'
import { when, withHeaders } from '../http/layers.ts'

/** Longer than any budget for a health answer, shorter than the usual request timeout. */
const SLOW_MS = 7_500

/** Changes the status word of a health answer and leaves its HTTP status alone. */
function says(status: string): Interceptor {
  return async (asked, next) => changeJson(await next(asked), (body) => ({ ...body, status }))
}

/** A cache that keeps the first refusal of each address, and gives it to everybody. */
function keepsRefusals(): Interceptor {
  const kept = new Map<string, Answer>()
  return async (asked, next) => {
    const address = `${asked.path}?${asked.query}`
    const known = kept.get(address)
    if (known !== undefined)
      return { ...known, headers: { ...known.headers, age: '2', 'x-cache': 'HIT' } }
    const answer = await next(asked)
    if (answer.status === 401 || answer.status === 403) kept.set(address, answer)
    return answer
  }
}

/** Services that run and serve badly. */
export const service: Faults = {
  'backend-health-error': {
    summary: 'The health route of the backend crashes with 500',
    incidents: ['F32'],
    finds: [{ code: 'service.error', service: 'backend' }],
    apply: replies(
      'backend',
      'GET HEAD /health*',
      jsonAnswer(500, { detail: 'Internal Server Error' }),
    ),
  },
  'auth-crashes': {
    summary: 'The auth service answers every request with 500',
    incidents: ['F27', 'F38'],
    finds: [{ code: 'service.error', service: 'auth' }],
    apply: ({ auth }) => {
      const answer = textAnswer(500, 'text/plain; charset=utf-8', 'Internal Server Error')
      auth.app.push(() => answer)
    },
  },
  'auth-unhealthy': {
    summary: 'The auth service answers 200 and says unhealthy in the body',
    incidents: ['F31'],
    finds: [{ code: 'service.unhealthy', service: 'auth' }],
    apply: inApp('auth', () => when('GET /health*', says('unhealthy'))),
  },
  'backend-unhealthy': {
    summary: 'The backend answers 200 and says unhealthy in the body',
    incidents: ['F28', 'F31'],
    finds: [{ code: 'service.unhealthy', service: 'backend' }],
    apply: ({ backend }) => {
      backend.rest = 'S9'
      backend.app.push(when('GET /health*', says('unhealthy')))
    },
  },
  'auth-degraded': {
    summary: 'The auth service says that it is degraded',
    incidents: ['F52'],
    finds: [{ code: 'service.degraded', service: 'auth' }],
    level: 'warning',
    apply: inApp('auth', () => when('GET /health', says('degraded'))),
  },
  'frontend-degraded': {
    summary: 'The frontend answers 200 and says degraded in the body',
    incidents: ['F34c'],
    finds: [{ code: 'service.degraded', service: 'frontend' }],
    level: 'warning',
    apply: inApp('frontend', () => when('GET /health', says('degraded'))),
  },
  'backend-unstable': {
    summary: 'Every other health answer of the backend is 503',
    incidents: ['F30', 'F37', 'F69'],
    finds: [{ code: 'service.unstable', service: 'backend' }],
    apply: ({ backend }) => {
      const answer = jsonAnswer(503, { status: 'unhealthy' })
      backend.app.push(
        when(
          'GET /health',
          everySecond(() => answer),
        ),
      )
    },
  },
  'backend-slow': {
    summary: 'The health answers of the backend take longer than promised',
    incidents: ['F33', 'F46', 'F73'],
    finds: [{ code: 'service.slow', service: 'backend' }],
    level: 'warning',
    apply: sets('backend', {
      delayMs: (from, path) => (from === 'outside' && path.startsWith('/health') ? SLOW_MS : 0),
    }),
  },
  'auth-head-refused': {
    summary: 'HEAD /health of the auth service answers 405, so monitors sound the alarm',
    incidents: ['F34'],
    finds: [{ code: 'route.missing', service: 'auth' }],
    apply: replies(
      'auth',
      'HEAD /health',
      jsonAnswer(405, { detail: 'Method Not Allowed' }, { allow: 'GET' }),
    ),
  },
  'backend-draining': {
    summary: 'The backend says that it is shutting down, and still gets requests',
    finds: [{ code: 'service.draining', service: 'backend' }],
    apply: replies('backend', 'GET HEAD /health*', jsonAnswer(503, { status: 'draining' })),
  },
  'backend-under-maintenance': {
    summary: 'The deploy left the maintenance mode of the backend on',
    finds: [{ code: 'service.unavailable', service: 'backend' }],
    apply: inApp(
      'backend',
      () => () => jsonAnswer(503, { message: 'Down for maintenance' }, { 'retry-after': '3600' }),
    ),
  },
  'backend-health-from-cache': {
    summary: 'A cache answers for the health of the backend, with an answer of an hour ago',
    finds: [{ code: 'edge.cached', service: 'backend' }],
    level: 'warning',
    apply: atEdge('backend', () =>
      when('GET HEAD /health', withHeaders({ age: '3417', 'x-cache': 'HIT' })),
    ),
  },
  'backend-route-from-cache': {
    summary: 'A cache in front of the backend answers requests that carry a token',
    finds: [{ code: 'edge.cached', service: 'backend' }],
    level: 'warning',
    apply: atEdge('backend', () =>
      when('GET /api/threads*', withHeaders({ age: '900', 'cache-control': 'public' })),
    ),
  },
  'backend-cache-keeps-refusals': {
    summary: 'A cache in front of the backend keeps a refusal, and gives it to good tokens too',
    finds: [{ code: 'edge.cached', service: 'backend' }],
    apply: atEdge('backend', () => when('GET /api/chat/messages', keepsRefusals())),
  },
  'auth-denies-jwt-validation': {
    summary: 'The auth service says that it cannot validate tokens, and calls itself healthy',
    finds: [{ code: 'service.unhealthy', service: 'auth' }],
    apply: inApp('auth', () =>
      when('GET /health/auth', async (asked, next) =>
        changeJson(await next(asked), (body) => ({
          ...body,
          capabilities: { jwt_validation: false },
        })),
      ),
    ),
  },
}
