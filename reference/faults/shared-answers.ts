import { gzipSync } from 'node:zlib'
import type { Fault } from '../fault.ts'
import { textAnswer } from '../http/answers.ts'
import type { Answer, Interceptor } from '../http/exchange.ts'
import { when } from '../http/layers.ts'

const LIST = 'GET /api/threads'
const PAGE = '<!DOCTYPE html><html><head><title>Netra</title></head><body></body></html>'

const fault = (
  name: string,
  summary: string,
  code: string,
  layers: readonly Interceptor[],
  contract?: string,
): Fault => ({
  name,
  summary,
  incidents: [],
  finds: [{ code, service: 'backend' }],
  level: 'failure',
  ...(contract !== undefined && { contract }),
  apply: ({ backend }) => {
    backend.edge.push(...layers)
  },
})

/** Shares with another page than the one that asked. */
const sharedWith =
  (named: (origin: string) => string): Interceptor =>
  async (asked, next) => {
    const answer = await next(asked)
    const origin = answer.headers['access-control-allow-origin']
    if (origin === undefined) return answer
    const headers = { ...answer.headers, 'access-control-allow-origin': named(origin) }
    return { ...answer, headers }
  }

/** Redirects to the same path with a slash, where the answer is. */
const unshared = (answer: Answer): Answer => ({
  ...answer,
  headers: Object.fromEntries(
    Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-')),
  ),
})

/** Redirects a route, which only pages call, to the same path with a slash, where the answer is. */
const redirected = (
  name: string,
  summary: string,
  change: {
    readonly first?: (answer: Answer) => Answer
    readonly last?: (answer: Answer) => Answer
    readonly host?: (own: string) => string
  },
): Fault =>
  fault(
    name,
    summary,
    'cors.blocked',
    [
      when('GET /api/messages', async (asked, next) => {
        const { headers } = await next(asked)
        const location = `${change.host?.(asked.headers.host ?? '') ?? ''}/api/messages/`
        const moved = { status: 307, headers: { ...headers, location }, body: '' }
        return change.first?.(moved) ?? moved
      }),
      when('GET /api/messages/', async (asked, next) => {
        const answer = await next(asked)
        return change.last?.(answer) ?? answer
      }),
    ],
    'contracts/netra-extended.ts',
  )

/** Answers of the API that browsers keep from the page, or that are not what the page asked for. */
export const sharedAnswers: readonly Fault[] = [
  fault(
    'backend-cors-names-another-page',
    'The backend shares its answers with the page of another environment, by name',
    'cors.blocked',
    [sharedWith(() => 'https://old.netra.invalid')],
  ),
  fault(
    'backend-cors-names-another-scheme',
    'The backend shares its answers with its page by the other scheme',
    'cors.blocked',
    [sharedWith((origin) => origin.replace('http:', 'https:'))],
  ),
  fault(
    'backend-cors-with-a-slash',
    'The origin of the page has a slash at its end in the settings of the backend, and so in its answers',
    'cors.blocked',
    [sharedWith((origin) => `${origin}/`)],
  ),
  redirected(
    'messages-redirect-not-shared',
    'A proxy redirects a route to a slash, without CORS headers',
    { first: unshared },
  ),
  redirected(
    'messages-redirected-and-not-shared',
    'A route is redirected to a slash, where the answer has no CORS headers',
    { last: unshared },
  ),
  redirected(
    'messages-redirected-to-another-host',
    'A route is redirected to another host, which shares with the page by name',
    { host: (own) => `http://${own.replace('127.0.0.1', 'localhost')}` },
  ),
  fault(
    'threads-not-modified',
    'A cache answers 304 to requests that named nothing to compare with',
    'route.shape',
    [when(LIST, async (asked, next) => ({ ...(await next(asked)), status: 304, body: '' }))],
  ),
  fault(
    'threads-gzipped-in-silence',
    'A proxy compresses the list of threads and takes away the header that says so',
    'route.shape',
    [
      when(LIST, async (asked, next) => {
        const answer = await next(asked)
        if (answer.status !== 200) return answer
        const pieces = [{ bytes: gzipSync(answer.body), afterMs: 0 }]
        return { ...answer, stream: { pieces, end: 'complete' } }
      }),
    ],
  ),
  fault(
    'threads-are-the-page',
    'The start page answers for the list of threads, with 200',
    'route.shape',
    [
      when(LIST, async (asked, next) => {
        const { status, headers } = await next(asked)
        return textAnswer(status, 'text/html', PAGE, { ...headers, 'content-type': 'text/html' })
      }),
    ],
  ),
]
