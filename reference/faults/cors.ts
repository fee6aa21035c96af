import { atEdge, type Faults, sets } from '../fault.ts'
import { detailAnswer } from '../http/answers.ts'
import type { Answer, Interceptor } from '../http/exchange.ts'
import { onAnswer, when } from '../http/layers.ts'

/** Preflights that never reach the part of the service that knows the answer. */
const closed: Interceptor = when('OPTIONS *', () => detailAnswer(401, 'Authentication required'))
const moved: Interceptor = when('OPTIONS /api/threads', () => ({
  status: 307,
  headers: { location: '/api/threads/' },
  body: '',
}))

function withoutCors(headers: Answer['headers']): Answer['headers'] {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.startsWith('access-control-')),
  )
}

/** Answers preflights in place of the app, and leaves the answers that follow as they are. */
const preflightsOnly = onAnswer((answer, asked) =>
  asked.method === 'OPTIONS' ? answer : { ...answer, headers: withoutCors(answer.headers) },
)

/** Adds headers to good answers only, as nginx does without `always`. */
const goodAnswersOnly = onAnswer((answer) =>
  answer.status < 400 ? answer : { ...answer, headers: withoutCors(answer.headers) },
)

/** Adds the header a second time; one line with two values is what browsers make of two lines (RFC 9110 §5.3). */
const addedTwice = onAnswer((answer) => {
  const origin = answer.headers['access-control-allow-origin']
  if (origin === undefined) return answer
  const headers = { ...answer.headers, 'access-control-allow-origin': `${origin}, ${origin}` }
  return { ...answer, headers }
})

/** For a cache that was put in front: it may keep all, and nothing says by what answers differ. */
const keptWithoutVary = onAnswer(({ headers, ...answer }) => {
  const { vary: _, ...kept } = headers
  return { ...answer, headers: { ...kept, 'cache-control': 'public, max-age=60' } }
})

const starOfHeaders = onAnswer((answer, asked) =>
  asked.method === 'OPTIONS'
    ? { ...answer, headers: { ...answer.headers, 'access-control-allow-headers': '*' } }
    : answer,
)

/** Pages that cannot call a service although they should, or can although they should not. */
export const cors: Faults = {
  'backend-cors-unknown-origin': {
    summary: "The backend does not know the frontend's origin; the other CORS headers are there",
    incidents: ['F94'],
    finds: [{ code: 'cors.blocked', service: 'backend' }],
    apply: sets('backend', { cors: { allows: () => false } }),
  },
  'auth-cors-unknown-origin': {
    summary: "The auth service does not know the frontend's origin",
    incidents: ['F94'],
    finds: [{ code: 'cors.blocked', service: 'auth' }],
    apply: sets('auth', { cors: { allows: () => false } }),
  },
  'backend-cors-without-credentials': {
    summary: 'The backend lets pages call it, and not with credentials',
    finds: [{ code: 'cors.blocked', service: 'backend' }],
    apply: sets('backend', { cors: { credentials: false } }),
  },
  'backend-preflight-refused': {
    summary: 'The backend asks a preflight for a token, which browsers never send with one',
    incidents: ['F93'],
    finds: [{ code: 'cors.blocked', service: 'backend' }],
    apply: atEdge('backend', () => closed),
  },
  'backend-preflight-redirected': {
    summary: 'A preflight is redirected to a path with a slash, without CORS headers',
    incidents: ['F92'],
    finds: [{ code: 'cors.blocked', service: 'backend' }],
    apply: atEdge('backend', () => moved),
  },
  'backend-cors-wildcard': {
    summary: 'The backend allows every origin, with credentials',
    incidents: ['F95'],
    finds: [{ code: 'cors.too-open', service: 'backend' }],
    apply: sets('backend', { cors: { allows: () => true, names: 'wildcard' } }),
  },
  'backend-cors-echoes': {
    summary: 'The backend allows whatever origin asks',
    incidents: ['F95'],
    finds: [{ code: 'cors.too-open', service: 'backend' }],
    apply: sets('backend', { cors: { allows: () => true } }),
  },
  'auth-cors-echoes': {
    summary: 'The auth service allows whatever origin asks',
    incidents: ['F95'],
    finds: [{ code: 'cors.too-open', service: 'auth' }],
    apply: sets('auth', { cors: { allows: () => true } }),
  },
  'backend-cors-only-on-preflights': {
    summary: 'A proxy answers the preflights, and the answers that follow lack the CORS headers',
    finds: [{ code: 'cors.blocked', service: 'backend' }],
    apply: atEdge('backend', () => preflightsOnly),
  },
  'backend-cors-not-on-refusals': {
    summary: 'Refusals lack the CORS headers: the page sees no 401, only that the call failed',
    finds: [{ code: 'cors.blocked', service: 'backend' }],
    level: 'warning',
    apply: atEdge('backend', () => when('GET /api/*', goodAnswersOnly)),
  },
  'backend-cors-twice': {
    summary: 'App and proxy both add Access-Control-Allow-Origin, which browsers refuse',
    finds: [{ code: 'cors.blocked', service: 'backend' }],
    apply: atEdge('backend', () => addedTwice),
  },
  'backend-cors-without-vary': {
    summary: 'Answers may be kept by caches, and do not say that they differ by Origin',
    finds: [{ code: 'cors.blocked', service: 'backend' }],
    level: 'warning',
    apply: atEdge('backend', () => when('GET /api/threads', keptWithoutVary)),
  },
  'backend-cors-star-of-headers': {
    summary:
      'The backend allows every header by a star, which grants none to calls with credentials',
    finds: [{ code: 'cors.blocked', service: 'backend' }],
    apply: atEdge('backend', () => starOfHeaders),
  },
}
