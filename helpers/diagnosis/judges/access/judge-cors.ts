import type { CorsPromise } from '../../../../contracts/schema/page.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { REDIRECTS } from '../health/answer-signs.ts'
import { type Edge, recogniseEdge } from '../health/edge-of.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'

export type CorsRoute = CorsPromise['routes'][number]

export function preflightOf({ request }: CorsRoute) {
  return { ...request, method: 'OPTIONS' as const }
}

/**
 * The names as browsers write them into Access-Control-Request-Headers: in lower case, sorted, each once (Fetch standard,
 * CORS-unsafe request-header names). rs/cors 1.11.1 for Go refuses any other order.
 */
export function namesInPreflight(headers: readonly string[]): string {
  return [...new Set(headers.map((name) => name.toLowerCase()))].sort().join(',')
}

/** Whether a browser with our page open may call the route (Fetch standard, CORS preflight). */
export function judgePreflight(
  exchange: Exchange,
  route: CorsRoute,
  origin: string,
  cors: CorsPromise,
): Finding | undefined {
  const service = route.request.service
  const promise = `a page of ${origin} may send ${route.method} ${route.request.path}`
  // Browsers follow no redirect of a preflight (Fetch standard, CORS-preflight fetch): a redirect is no permission.
  const unanswered = judgeRouteAnswered(exchange, preflightOf(route), promise, REDIRECTS)
  // An edge that refuses every request has a finding of its own, which explains this one.
  if (exchange.kind !== 'answer' || (unanswered && unanswered.code !== 'edge.refused'))
    return unanswered
  const edge = recogniseEdge(exchange)
  const isOk = exchange.status >= 200 && exchange.status < 300
  const wrong = [
    ...(isOk ? [] : [`status ${exchange.status}`]),
    ...notShared(exchange.headers, origin, cors),
    ...missingMethod(route.method, exchange.headers['access-control-allow-methods'], cors),
    ...missing(route.headers, exchange.headers['access-control-allow-headers'], cors).map(
      (name) => `${name} not in Access-Control-Allow-Headers`,
    ),
    ...LISTS.filter((name) => !isList(exchange.headers[name] ?? '')).map(
      (name) => `${name} is no list of names: ${headerInWords(exchange.headers[name])}`,
    ),
  ]
  if (wrong.length === 0) return undefined
  return findingOf(codeOf(exchange.headers), service, exchange.asked, {
    subject: `${route.method} ${route.request.path}`,
    promise,
    ...(unanswered && { evidence: unanswered.evidence }),
    nextSteps: [
      ...(edge === undefined && exchange.status !== 401 ? [] : [letPass(exchange, edge)]),
      `\`curl -sS -i --max-time 10 -X OPTIONS -H 'Origin: ${origin}' -H 'Access-Control-Request-Method: ${route.method}' -H 'Access-Control-Request-Headers: ${namesInPreflight(route.headers)}' '${exchange.asked.url}'\` asks as a browser does: check which header differs.`,
    ],
    expected: expectedOf(origin, cors),
    got: `${describeExchange(exchange)}; ${wrong.join('; ')}`,
    ...blockedInWords(
      route,
      wrong,
      edge === undefined
        ? 'the preflight'
        : `the preflight, which ${edge.name} answers in place of the app`,
      codeOf(exchange.headers),
    ),
  })
}

/** The first step where a server in front answers the preflight, or credentials are wanted (Fetch standard, CORS-preflight fetch). */
function letPass({ status }: Answer, edge: Edge | undefined): string {
  const where = edge === undefined ? 'the app, or a server in front of it' : edge.name
  return status === 401
    ? `Let OPTIONS pass ${where} without credentials: browsers never send any with a preflight.`
    : `Let ${where} pass OPTIONS to the app, or answer it with the headers of CORS.`
}

export function expectedOf(origin: string, { credentials }: CorsPromise): string {
  return `2xx, Access-Control-Allow-Origin: ${origin}${credentials === 'allowed' ? ', Access-Control-Allow-Credentials: true' : ''}`
}

export function codeOf(headers: Headers): 'cors.blocked' | 'cors.too-open' {
  return headers['access-control-allow-origin'] === '*' &&
    headers['access-control-allow-credentials'] === 'true'
    ? 'cors.too-open'
    : 'cors.blocked'
}

export function blockedInWords(
  { request, method }: CorsRoute,
  wrong: readonly string[],
  where: string,
  code: 'cors.blocked' | 'cors.too-open',
): { readonly summary?: string } {
  return code === 'cors.too-open'
    ? {}
    : {
        summary: `${request.service}: browsers block ${method} ${request.path} of the web app; ${where}: ${wrong.slice(0, 2).join(', ')}`,
      }
}

type Headers = Answer['headers']

/** What keeps a page of that origin from reading an answer with these headers; nothing where it may. */
export function notShared(headers: Headers, origin: string, cors: CorsPromise): readonly string[] {
  const allowOrigin = headers['access-control-allow-origin']
  const credentials = headers['access-control-allow-credentials']
  const isShared =
    allowOrigin === origin || (allowOrigin === '*' && cors.credentials === 'not-promised')
  return [
    ...(isShared
      ? []
      : [
          `Access-Control-Allow-Origin: ${headerInWords(allowOrigin)}${twice(allowOrigin)}${
            allowOrigin === `${origin}/` ? ' (an origin ends without a slash)' : ''
          }`,
        ]),
    ...(cors.credentials === 'not-promised' || credentials === 'true'
      ? []
      : [
          `Access-Control-Allow-Credentials: ${headerInWords(credentials)}${twice(credentials)}${
            credentials?.toLowerCase() === 'true' ? ' (only "true" in small letters counts)' : ''
          }`,
        ]),
  ]
}

/** App and proxy that both add the header: each is right, and browsers refuse the two. */
function twice(header: string | undefined): string {
  return header?.includes(',') === true ? ' (more than one value: it is added twice)' : ''
}

/** GET, HEAD and POST need no grant (Fetch standard, CORS-safelisted methods); `*` grants all but with credentials. */
function missingMethod(
  method: string,
  granted: string | undefined,
  { credentials }: CorsPromise,
): readonly string[] {
  const names = (granted ?? '').split(',').map((name) => name.trim())
  const isGranted =
    ['GET', 'HEAD', 'POST'].includes(method) ||
    names.includes(method) ||
    (names.includes('*') && credentials === 'not-promised')
  return isGranted
    ? []
    : [`${method} not in Access-Control-Allow-Methods: ${headerInWords(granted)}`]
}

export function headerInWords(header: string | undefined): string {
  return header === undefined ? 'absent' : quote(header, 120)
}

/** Chromium 156 refuses the whole preflight if one of them is no list of tokens with commas (RFC 9110 §5.6.2). */
const LISTS = ['access-control-allow-methods', 'access-control-allow-headers'] as const

function isList(header: string): boolean {
  return header.split(',').every((name) => /^[\w!#$%&'*+.^`|~-]*$/.test(name.trim()))
}

/** The headers that a browser needs and that the answer does not allow; `*` allows all but with credentials. */
function missing(
  wanted: readonly string[],
  granted: string | undefined,
  { credentials }: CorsPromise,
): readonly string[] {
  const names = new Set(
    (granted ?? '')
      .toLowerCase()
      .split(',')
      .map((name) => name.trim()),
  )
  const isAll = names.has('*') && credentials === 'not-promised'
  return isAll ? [] : wanted.filter((name) => !isGranted(name.toLowerCase(), names))
}

/** Pages may set the safelisted headers without a grant. */
function isGranted(name: string, names: ReadonlySet<string>): boolean {
  return names.has(name) || /^(?:accept|accept-language|content-language)$/.test(name)
}
