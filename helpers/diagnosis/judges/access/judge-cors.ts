import type { CorsPromise } from '../../../../contracts/contract.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { judgeRouteAnswered } from './judge-route-answered.ts'

type CorsRoute = CorsPromise['routes'][number]

function preflightOf({ request }: CorsRoute) {
  return { ...request, method: 'OPTIONS' as const }
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
  const unanswered = judgeRouteAnswered(exchange, preflightOf(route), promise)
  if (unanswered !== undefined || exchange.kind !== 'answer') return unanswered
  const allowOrigin = exchange.headers['access-control-allow-origin']
  const credentials = exchange.headers['access-control-allow-credentials']
  const wildcardWithCredentials = allowOrigin === '*' && credentials === 'true'
  const wrong = [
    exchange.status >= 200 && exchange.status < 300 ? undefined : `status ${exchange.status}`,
    allowOrigin === origin || (allowOrigin === '*' && cors.credentials === 'not-promised')
      ? undefined
      : `Access-Control-Allow-Origin: ${inWords(allowOrigin)}`,
    cors.credentials === 'not-promised' || credentials === 'true'
      ? undefined
      : `Access-Control-Allow-Credentials: ${inWords(credentials)}`,
    ...missing(route.headers, exchange.headers['access-control-allow-headers']).map(
      (name) => `${name} not in Access-Control-Allow-Headers`,
    ),
  ].filter((sentence) => sentence !== undefined)
  if (wrong.length === 0) return undefined
  return findingOf(
    wildcardWithCredentials ? 'cors.too-open' : 'cors.blocked',
    service,
    exchange.asked,
    {
      subject: `${route.method} ${route.request.path}`,
      promise,
      nextSteps: [
        `\`curl -sS -i --max-time 10 -X OPTIONS -H 'Origin: ${origin}' -H 'Access-Control-Request-Method: ${route.method}' -H 'Access-Control-Request-Headers: ${route.headers.join(', ')}' '${exchange.asked.url}'\` asks as a browser does: see which header is not as expected.`,
      ],
      expected: `2xx, Access-Control-Allow-Origin: ${origin}${cors.credentials === 'allowed' ? ', Access-Control-Allow-Credentials: true' : ''}`,
      got: `${describeExchange(exchange)}; ${wrong.join('; ')}`,
    },
  )
}

/** Whether a foreign origin is refused: it is not echoed, and not every origin is allowed with credentials. */
export function judgeForeign(
  exchange: Exchange,
  route: CorsRoute,
  foreign: string,
): Finding | undefined {
  const service = route.request.service
  const promise = `a page of ${foreign} may not send ${route.method} ${route.request.path}`
  const unanswered = judgeRouteAnswered(exchange, preflightOf(route), promise)
  if (unanswered !== undefined || exchange.kind !== 'answer') return unanswered
  const allowOrigin = exchange.headers['access-control-allow-origin']
  const credentials = exchange.headers['access-control-allow-credentials'] === 'true'
  if (
    allowOrigin !== foreign &&
    !(allowOrigin === '*' && credentials) &&
    !(allowOrigin === 'null' && credentials)
  )
    return undefined
  return findingOf('cors.too-open', service, exchange.asked, {
    subject: `${route.method} ${route.request.path}`,
    promise,
    expected: 'an Access-Control-Allow-Origin that does not let it in',
    got: `Access-Control-Allow-Origin: ${inWords(allowOrigin)}${credentials ? ' with credentials' : ''}`,
  })
}

function inWords(header: string | undefined): string {
  return header === undefined ? 'absent' : quote(header, 120)
}

/** Headers a browser would ask leave for that the answer does not grant; `*` grants all but with credentials. */
function missing(wanted: readonly string[], granted: string | undefined): readonly string[] {
  const names = new Set(
    (granted ?? '')
      .toLowerCase()
      .split(',')
      .map((name) => name.trim()),
  )
  return names.has('*') ? [] : wanted.filter((name) => !names.has(name.toLowerCase()))
}
