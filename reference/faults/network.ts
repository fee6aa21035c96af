import { atEdge, type Faults, sets, withVariables } from '../fault.ts'
import { textAnswer } from '../http/answers.ts'
import { SERVICE_USER_AGENT } from '../http/ask-service.ts'
import type { Interceptor } from '../http/exchange.ts'
import { onAnswer, when } from '../http/layers.ts'

/** An answer without an end for requests from outside; the other services get no answer, so that they are not flooded for seconds. */
const endless: Interceptor = (asked) => ({
  ...textAnswer(200, 'application/json', ''),
  delivery: asked.headers['user-agent'] === SERVICE_USER_AGENT ? 'never' : 'endless',
})

/** Says that the answer is compressed, to a client that accepts it, and sends plain text. */
const claimsGzip = onAnswer((answer, asked) => {
  const takes = asked.headers['accept-encoding']?.includes('gzip') === true
  return takes ? { ...answer, headers: { ...answer.headers, 'content-encoding': 'gzip' } } : answer
})

/** Names that do not resolve, ports without a listener, connections without an answer. */
export const network: Faults = {
  'auth-host-unresolved': {
    summary: 'The host name of the auth service does not resolve',
    incidents: ['F14', 'F01'],
    finds: [{ code: 'dns.unresolved', service: 'auth' }],
    env: withVariables({ AUTH_SERVICE_URL: 'http://auth.netra.invalid' }),
  },
  'backend-host-unresolved': {
    summary: 'The host name of the backend was never created',
    incidents: ['F14', 'F01'],
    finds: [{ code: 'dns.unresolved', service: 'backend' }],
    env: withVariables({ BACKEND_URL: 'http://api-staging.netra.invalid' }),
  },
  'auth-refused': {
    summary: 'Nothing listens on the port of the auth service',
    incidents: ['F24', 'F25', 'F27', 'seed 001'],
    finds: [{ code: 'tcp.refused', service: 'auth' }],
    apply: sets('auth', { listening: { kind: 'refused' } }),
  },
  'backend-refused': {
    summary: 'The backend never listened on its port',
    incidents: ['F22', 'F23', 'F26', 'F46', 'F102'],
    finds: [{ code: 'tcp.refused', service: 'backend' }],
    apply: sets('backend', { listening: { kind: 'refused' } }),
  },
  'frontend-refused': {
    summary: 'Nothing listens on the port of the frontend',
    incidents: ['F108'],
    finds: [{ code: 'tcp.refused', service: 'frontend' }],
    apply: sets('frontend', { listening: { kind: 'refused' } }),
  },
  'backend-connect-timeout': {
    summary: 'A connect to the backend is never answered',
    incidents: ['F39', 'F40'],
    finds: [{ code: 'tcp.timeout', service: 'backend' }],
    apply: sets('backend', { listening: { kind: 'full' } }),
  },
  'auth-silent': {
    summary: 'The auth service accepts connections and never answers',
    incidents: ['F39', 'F63'],
    finds: [{ code: 'http.timeout', service: 'auth' }],
    apply: sets('auth', { listening: { kind: 'silent' } }),
  },
  'backend-silent': {
    summary: 'The backend accepts connections and never answers',
    incidents: ['F76', 'F73'],
    finds: [{ code: 'http.timeout', service: 'backend' }],
    apply: sets('backend', { listening: { kind: 'silent' } }),
  },
  'backend-resets': {
    summary: 'Every connection to the backend is broken at the first byte',
    finds: [{ code: 'http.reset', service: 'backend' }],
    apply: sets('backend', { listening: { kind: 'reset' } }),
  },
  'backend-answers-cut': {
    summary: 'Every answer of the backend breaks off before its end',
    finds: [{ code: 'http.reset', service: 'backend' }],
    apply: atEdge('backend', () => async (asked, next) => ({
      ...(await next(asked)),
      delivery: 'cut',
    })),
  },
  'backend-not-http': {
    summary: 'Something that does not speak HTTP answers at the port of the backend',
    finds: [{ code: 'http.malformed', service: 'backend' }],
    apply: sets('backend', { listening: { kind: 'garbage', bytes: 'SSH-2.0-OpenSSH_9.6\r\n' } }),
  },
  'backend-answers-endless': {
    summary: 'The answers of the backend have no end',
    finds: [{ code: 'http.malformed', service: 'backend' }],
    apply: atEdge('backend', () => endless),
  },
  'frontend-broken-when-compressed': {
    summary: 'A proxy says that it compresses the page for browsers, and sends plain text',
    finds: [{ code: 'http.malformed', service: 'frontend' }],
    apply: atEdge('frontend', () => when('GET /', claimsGzip)),
  },
}
