import { gzipSync } from 'node:zlib'
import type { Faults, WrittenFault } from '../fault.ts'
import { detailAnswer, textAnswer } from '../http/answers.ts'
import type { Answer, Interceptor } from '../http/exchange.ts'
import { onAnswer, when, withHeaders } from '../http/layers.ts'

const EXTENDED = 'contracts/netra-extended.ts'
const LIST = 'GET /api/threads'
const PAGE = '<!DOCTYPE html><html><head><title>Netra</title></head><body></body></html>'

const fault = (
  summary: string,
  code: string,
  layers: readonly Interceptor[],
  contract?: string,
): WrittenFault => ({
  summary,
  finds: [{ code, service: 'backend' }],
  ...(contract !== undefined && { contract }),
  apply: ({ backend }) => {
    backend.edge.push(...layers)
  },
})

/** Shares with another page than the one that asked. */
const sharedWith = (named: (origin: string) => string): Interceptor =>
  onAnswer((answer) => {
    const origin = answer.headers['access-control-allow-origin']
    if (origin === undefined) return answer
    const headers = { ...answer.headers, 'access-control-allow-origin': named(origin) }
    return { ...answer, headers }
  })

const unshared = (answer: Answer): Answer => ({
  ...answer,
  headers: Object.fromEntries(
    Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-')),
  ),
})

/** Lists other methods in preflights; the app is asked first, since it answers preflights before its own layers. */
const preflightsSay = (methods: string): Interceptor =>
  when('OPTIONS *', withHeaders({ 'access-control-allow-methods': methods }))

/** Redirects a route, which only pages call, to the same path with a slash, where the answer is. */
const redirected = (
  summary: string,
  code: string,
  change: {
    readonly first?: (answer: Answer) => Answer
    readonly last?: (answer: Answer) => Answer
    readonly host?: (own: string) => string
  },
): WrittenFault =>
  fault(
    summary,
    code,
    [
      when(
        'GET /api/messages',
        onAnswer(({ headers }, asked) => {
          const location = `${change.host?.(asked.headers.host ?? '') ?? ''}/api/messages/`
          const moved = { status: 307, headers: { ...headers, location }, body: '' }
          return change.first?.(moved) ?? moved
        }),
      ),
      when(
        'GET /api/messages/',
        onAnswer((answer) => change.last?.(answer) ?? answer),
      ),
    ],
    EXTENDED,
  )

/** Answers of the API that browsers keep from the page, or that are not what the page asked for. */
export const sharedAnswers: Faults = {
  'backend-cors-names-another-page': fault(
    'The backend shares its answers with the page of another environment, by name',
    'cors.blocked',
    [sharedWith(() => 'https://old.netra.invalid')],
  ),
  'backend-cors-names-another-scheme': fault(
    'The backend shares its answers with its page by the other scheme',
    'cors.blocked',
    [sharedWith((origin) => origin.replace('http:', 'https:'))],
  ),
  'backend-cors-with-a-slash': fault(
    'The origin of the page has a slash at its end in the settings of the backend, and so in its answers',
    'cors.blocked',
    [sharedWith((origin) => `${origin}/`)],
  ),
  'messages-redirect-not-shared': redirected(
    'A proxy redirects a route to a slash, without CORS headers',
    'cors.blocked',
    { first: unshared },
  ),
  'messages-redirected-and-not-shared': redirected(
    'A route is redirected to a slash, where the answer has no CORS headers',
    'cors.blocked',
    { last: unshared },
  ),
  'messages-redirected-to-another-host': redirected(
    'A route is redirected to another host, which shares with the page by name',
    'cors.blocked',
    { host: (own) => `http://${own.replace('127.0.0.1', 'localhost')}` },
  ),
  'messages-redirected-without-authorization': redirected(
    'A route is redirected to another host, which shares with every page and gets no token from browsers',
    'service.redirected',
    {
      host: (own) => `http://${own.replace('127.0.0.1', 'localhost')}`,
      last: ({ headers }) => ({
        ...detailAnswer(401, 'Not authenticated'),
        headers: {
          ...headers,
          'access-control-allow-origin': 'null',
          'access-control-allow-credentials': 'true',
        },
      }),
    },
  ),
  'backend-cors-without-delete': fault(
    'The preflights of the backend grant GET alone, and the page deletes',
    'cors.blocked',
    [preflightsSay('GET')],
    EXTENDED,
  ),
  'backend-cors-methods-without-commas': fault(
    'The list of granted methods has no commas, which fails every preflight',
    'cors.blocked',
    [preflightsSay('GET POST DELETE')],
  ),
  'backend-cors-hides-a-header': fault(
    'The answers of the backend expose no header, and the page reads one',
    'cors.blocked',
    [
      when(
        'GET /api/messages',
        onAnswer(({ headers, ...answer }) => {
          const { 'access-control-expose-headers': _, ...rest } = headers
          return { ...answer, headers: rest }
        }),
      ),
    ],
    EXTENDED,
  ),
  'threads-not-modified': fault(
    'A cache answers 304 to requests that named nothing to compare with',
    'route.shape',
    [when(LIST, async (asked, next) => ({ ...(await next(asked)), status: 304, body: '' }))],
  ),
  'threads-gzipped-in-silence': fault(
    'A proxy compresses the list of threads and takes away the header that says so',
    'route.shape',
    [
      when(
        LIST,
        onAnswer((answer) => {
          if (answer.status !== 200) return answer
          const pieces = [{ bytes: gzipSync(answer.body), afterMs: 0 }]
          return { ...answer, stream: { pieces, end: 'complete' } }
        }),
      ),
    ],
  ),
  'threads-are-the-page': fault(
    'The start page answers for the list of threads, with 200',
    'route.shape',
    [
      when(
        LIST,
        onAnswer(({ status, headers }) =>
          textAnswer(status, 'text/html', PAGE, { ...headers, 'content-type': 'text/html' }),
        ),
      ),
    ],
  ),
}
