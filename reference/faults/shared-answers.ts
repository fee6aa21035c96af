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
): Fault => ({
  name,
  summary,
  incidents: [],
  finds: [{ code, service: 'backend' }],
  level: 'failure',
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
const toSlash = (
  change: {
    readonly first?: (answer: Answer) => Answer
    readonly last?: (answer: Answer) => Answer
  },
  host: (own: string) => string = () => '',
): readonly Interceptor[] => [
  when(LIST, async (asked, next) => {
    const { headers } = await next(asked)
    const query = String(asked.query)
    const location = `${host(asked.headers.host ?? '')}/api/threads/${query === '' ? '' : `?${query}`}`
    const moved = { status: 307, headers: { ...headers, location }, body: '' }
    return change.first?.(moved) ?? moved
  }),
  when('GET /api/threads/', async (asked, next) => {
    const answer = await next({ ...asked, path: '/api/threads' })
    return change.last?.(answer) ?? answer
  }),
]
const unshared = (answer: Answer): Answer => ({
  ...answer,
  headers: Object.fromEntries(
    Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-')),
  ),
})

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
  fault(
    'threads-redirect-not-shared',
    'A proxy redirects the list of threads to a slash, without CORS headers',
    'cors.blocked',
    toSlash({ first: unshared }),
  ),
  fault(
    'threads-redirected-and-not-shared',
    'The list of threads is redirected to a slash, where the answer has no CORS headers',
    'cors.blocked',
    toSlash({ last: unshared }),
  ),
  fault(
    'threads-redirected-to-another-host',
    'The list of threads is redirected to another host, which shares with the page by name',
    'cors.blocked',
    toSlash({}, (own) => `http://${own.replace('127.0.0.1', 'localhost')}`),
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
        const { headers } = await next(asked)
        return textAnswer(200, 'text/html', PAGE, { ...headers, 'content-type': 'text/html' })
      }),
    ],
  ),
]
