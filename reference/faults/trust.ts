import { atEdge, type Faults, inApp, sets, withoutVariables } from '../fault.ts'
import { jsonAnswer, textAnswer } from '../http/answers.ts'
import type { Interceptor } from '../http/exchange.ts'
import { when } from '../http/layers.ts'

const OTHER_SECRET = 'another-service-secret-than-the-one-of-the-others'
/** The discard port (RFC 863). */
const NOTHING_LISTENS = 'http://127.0.0.1:9'
/** More than the 300 ms that a backend in staging gives the auth service to say that it is there; the frontend gives 1,500. */
const TOO_SLOW_MS = 700

/** How far the clock of the backend is behind, in milliseconds. */
const BEHIND_MS = 2_000

/** Refuses a token that was issued after the time of a clock that is behind, as PyJWT does. */
const refuseYoung: Interceptor = async (asked, next) => {
  const date = new Date(Date.now() - BEHIND_MS)
  const [, payload = ''] = (asked.headers.authorization ?? '').split('.')
  const text = Buffer.from(payload, 'base64url').toString('utf8')
  const issuedAt = Number(/"iat":\s*(\d+)/.exec(text)?.[1] ?? 0)
  const answer =
    issuedAt * 1000 > date.getTime()
      ? jsonAnswer(401, { error: true, message: 'The token is not yet valid (iat)' })
      : await next(asked)
  return { ...answer, headers: { ...answer.headers, date: date.toUTCString() } }
}

const PORTAL =
  '<!doctype html><html lang="en"><head><title>My portal</title></head><body>Welcome back</body></html>'

/** Good tokens that the backend refuses, because backend and auth service do not trust each other. */
export const trust: Faults = {
  'backend-portal-for-tokens': {
    summary: 'The edge in front of the backend sends every request that carries a token to a page',
    finds: [{ code: 'service.wrong-identity', service: 'backend' }],
    apply: atEdge(
      'backend',
      () => async (asked, next) =>
        asked.headers.authorization === undefined || asked.upgrade
          ? next(asked)
          : textAnswer(200, 'text/html; charset=utf-8', PORTAL),
    ),
  },
  'service-secret-mismatch': {
    summary: 'The auth service holds another SERVICE_SECRET than everybody else',
    incidents: ['F48', 'F05'],
    finds: [{ code: 'trust.secret-mismatch', service: 'backend' }],
    apply: sets('auth', { serviceSecret: OTHER_SECRET }),
  },
  'service-secret-missing-on-auth': {
    summary: 'The auth service has no SERVICE_SECRET to compare with',
    incidents: ['F03'],
    finds: [{ code: 'trust.secret-mismatch', service: 'backend' }],
    apply: sets('auth', { serviceSecret: undefined }),
  },
  'backend-service-secret-differs': {
    summary: 'The backend holds another SERVICE_SECRET than the auth service',
    incidents: ['F48', 'F62'],
    finds: [{ code: 'trust.secret-mismatch', service: 'backend' }],
    apply: sets('backend', { serviceSecret: OTHER_SECRET }),
  },
  'backend-service-id-differs': {
    summary: 'The backend calls itself "backend", and the auth service expects "netra-backend"',
    incidents: ['F61'],
    finds: [{ code: 'trust.secret-mismatch', service: 'backend' }],
    apply: sets('backend', { serviceId: 'backend' }),
  },
  'backend-sends-no-service-headers': {
    summary: 'The backend has no SERVICE_SECRET to send, and the auth service insists on it',
    incidents: ['F60', 'F62'],
    finds: [{ code: 'trust.secret-mismatch', service: 'backend' }],
    apply: ({ auth, backend }) => {
      auth.serviceHeaders = 'required'
      backend.serviceSecret = undefined
    },
  },
  'backend-refuses-good-tokens': {
    summary:
      'The backend refuses tokens that the auth service calls valid; no service secret is at hand',
    incidents: ['F48', 'F61'],
    finds: [{ code: 'trust.token-rejected', service: 'backend' }],
    apply: sets('backend', { serviceSecret: OTHER_SECRET }),
    env: withoutVariables('SERVICE_ID', 'SERVICE_SECRET'),
  },
  'one-backend-instance-refuses-tokens': {
    summary: 'One instance of three holds an old service secret and refuses good tokens',
    incidents: ['F65', 'F101'],
    finds: [{ code: 'trust.secret-mismatch', service: 'backend' }],
    apply: ({ backend }) => {
      const refusal = jsonAnswer(401, { error: true, message: 'Invalid or expired token' })
      let count = 0
      const oneInThree: Interceptor = (asked, next) => {
        if (asked.headers.authorization === undefined) return next(asked)
        count += 1
        return count % 3 === 0 ? refusal : next(asked)
      }
      backend.app.push(when('ANY /api/*', oneInThree))
    },
  },
  'auth-unreachable-from-backend': {
    summary: 'AUTH_SERVICE_URL of the backend leads nowhere',
    incidents: ['F63', 'F39'],
    finds: [{ code: 'trust.auth-unreachable', service: 'backend' }],
    apply: sets('backend', { authUrl: () => NOTHING_LISTENS }),
  },
  'backend-takes-frontend-for-auth': {
    summary: 'The backend found the frontend first when it looked for the auth service',
    incidents: ['F66'],
    finds: [{ code: 'trust.auth-unreachable', service: 'backend' }],
    apply: sets('backend', { authUrl: (urls) => urls.frontend }),
  },
  'auth-too-slow-for-backend': {
    summary: 'The auth service answers the backend later than the backend cares to wait',
    incidents: ['F64', 'F65'],
    finds: [{ code: 'trust.auth-unreachable', service: 'backend' }],
    apply: ({ auth, backend }) => {
      backend.environment = 'staging'
      auth.delayMs = (from, path) =>
        from === 'inside' && ['/health', '/auth/config'].includes(path) ? TOO_SLOW_MS : 0
    },
  },
  'backend-service-secret-with-newline': {
    summary: 'SERVICE_SECRET of the backend has a line break inside and cannot be sent as a header',
    incidents: ['F09'],
    finds: [{ code: 'trust.secret-mismatch', service: 'backend' }],
    apply: sets('backend', { serviceSecret: 'first-half\r\nsecond-half' }),
  },
  'backend-authorization-dropped': {
    summary: 'The proxy before the backend removes Authorization',
    finds: [{ code: 'trust.header-dropped', service: 'backend' }],
    apply: atEdge('backend', () => (asked, next) => {
      const { authorization: _, ...headers } = asked.headers
      return next(asked.upgrade ? asked : { ...asked, headers })
    }),
  },
  'backend-authorization-cut': {
    summary: 'The proxy before the backend cuts Authorization at 200 characters',
    finds: [{ code: 'trust.token-rejected', service: 'backend' }],
    apply: atEdge('backend', () => (asked, next) => {
      const { authorization = '', ...headers } = asked.headers
      if (asked.upgrade || authorization.length <= 200) return next(asked)
      return next({
        ...asked,
        headers: { ...headers, authorization: authorization.slice(0, 200) },
      })
    }),
  },
  'backend-refuses-young-tokens': {
    summary:
      'The clock of the backend is two seconds behind, and it refuses tokens that are not valid yet',
    finds: [{ code: 'clock.skew', service: 'backend' }],
    apply: inApp('backend', () => when('ANY /api/*', refuseYoung)),
  },
}
