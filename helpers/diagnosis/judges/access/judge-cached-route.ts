import type { ProtectedRoute } from '../../../../contracts/schema/service.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { findingOf } from '../finding-of.ts'
import { cacheEvidence, isFromCache } from '../health/answer-signs.ts'

/**
 * The words for a request that must be refused, and that a cache answers with 2xx: it gives everybody what it keeps of the
 * route. What the app would say is not known. Undefined where no cache says that it answered.
 */
export function servedByCache(
  exchange: Answer,
  { service, method, path }: Pick<ProtectedRoute['request'], 'service' | 'method' | 'path'>,
  what: string,
): Pick<Finding, 'code' | 'severity' | 'summary' | 'nextSteps'> | undefined {
  if (!isFromCache(exchange)) return undefined
  return {
    code: 'edge.cached',
    severity: 'failure',
    summary: `${service}: a cache answers ${what} at ${method} ${path}, not the app (${saidBy(exchange)}): it gives everybody what it keeps of this route`,
    nextSteps: [keepOut(path)],
  }
}

/**
 * The finding where a route does not accept the good token in an answer that a cache kept: such an answer is no verdict on this
 * token. Undefined where no cache says that it answered.
 */
export function judgeKeptAnswer(
  exchange: Exchange,
  request: ProtectedRoute['request'],
  words: { readonly promise: string; readonly expected: string },
): Finding | undefined {
  if (exchange.kind === 'no-answer') return undefined
  const kept = servedByCache(exchange, request, `the good token with ${exchange.status}`)
  return (
    kept &&
    findingOf(kept.code, request.service, exchange, {
      ...words,
      ...kept,
      subject: `${request.method} ${request.path}`,
      evidence: ['what the app itself says of this token was not seen'],
    })
  )
}

/** What the cache says of an answer. */
function saidBy(exchange: Exchange): string {
  const [said = ''] = cacheEvidence(exchange)
  return said.replace('a cache says of this answer: ', '')
}

function keepOut(path: string): string {
  return `Have the app send \`Cache-Control: private, no-store\` at ${path}, and exclude it from the cache: then purge what the cache holds.`
}

/**
 * A cache that answers requests with a token. A shared cache keeps such an answer only where the app allows it (RFC 9111
 * §3.5): what one user asked for may then be given to another.
 */
export function judgeCachedRoute(
  { request: { service, method, path } }: ProtectedRoute,
  answers: readonly Exchange[],
): Finding | undefined {
  const cached = answers.find((one) => one.kind === 'answer' && isFromCache(one))
  if (cached === undefined) return undefined
  const [said = ''] = cacheEvidence(cached)
  return findingOf('edge.cached', service, cached, {
    subject: `${method} ${path}`,
    promise: `${service} answers the good token at ${method} ${path}`,
    expected: 'an answer of the app, made for this token',
    evidence: [said],
    summary: `${service}: a cache answers ${method} ${path} with a token, not the app (${saidBy(cached)}): users may get what others asked for`,
    nextSteps: [keepOut(path)],
  })
}
