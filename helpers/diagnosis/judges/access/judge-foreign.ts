import type { Answer, Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { findingOf } from '../finding-of.ts'
import { REDIRECTS } from '../health/answer-signs.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'
import { type CorsRoute, headerInWords, preflightOf } from './judge-cors.ts'

/** Whether a foreign origin is refused: it is not echoed, and not every origin is allowed with credentials. */
export function judgeForeign(
  exchange: Exchange,
  route: CorsRoute,
  foreign: string,
): Finding | undefined {
  const promise = `a page of ${foreign} may not send ${route.method} ${route.request.path}`
  const unanswered = judgeRouteAnswered(exchange, preflightOf(route), promise, REDIRECTS)
  // A refusal is what is promised, whether the app or a server in front of it refuses.
  if (exchange.kind !== 'answer' || (unanswered && unanswered.code !== 'edge.refused'))
    return unanswered
  return foreignFinding(exchange, route, foreign)
}

/** The same of the answer itself, where browsers send no preflight; an answer that does not come is the affair of other checks. */
export function judgeForeignAnswer(
  exchange: Exchange,
  route: CorsRoute,
  foreign: string,
): Finding | undefined {
  return exchange.kind === 'answer' ? foreignFinding(exchange, route, foreign) : undefined
}

function foreignFinding(
  exchange: Answer,
  { method, request }: CorsRoute,
  foreign: string,
): Finding | undefined {
  const allowOrigin = exchange.headers['access-control-allow-origin']
  const credentials = exchange.headers['access-control-allow-credentials'] === 'true'
  if (
    allowOrigin !== foreign &&
    !(allowOrigin === '*' && credentials) &&
    !(allowOrigin === 'null' && credentials)
  )
    return undefined
  return findingOf('cors.too-open', request.service, exchange.asked, {
    subject: `${method} ${request.path}`,
    promise: `a page of ${foreign} may not send ${method} ${request.path}`,
    expected: 'no Access-Control-Allow-Origin that allows it',
    got: `Access-Control-Allow-Origin: ${headerInWords(allowOrigin)}${credentials ? ' with credentials' : ''}`,
    // What every page may read without credentials, `*` says as well: no page acts as a user.
    ...(!credentials && {
      severity: 'warning',
      summary: `${request.service} shares ${method} ${request.path} with the pages of every site, without credentials: it returns the Origin of each request`,
    }),
  })
}
