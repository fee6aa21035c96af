import type { Refusal } from '../../../../contracts/type/common.ts'
import type { ProtectedRoute } from '../../../../contracts/type/service.ts'
import type { Exchange } from '../../../http/exchange.ts'
import { isRefused } from '../../../promise/expectation.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { judgeRouteAnswered } from './judge-route-answered.ts'

/** A protected route that was asked with something that must not open it. */
export interface RefusalFact {
  readonly route: ProtectedRoute
  readonly exchange: Exchange
}

/**
 * Whether a route turned the request away, and for the right reason. Letting it in is `open`, the
 * code of the kind of token that opened it; another kind of failure proves nothing and is reported as it is.
 */
export function judgeRefusal(
  { route, exchange }: RefusalFact,
  refusal: Refusal,
  open: Code,
  what: string,
): Finding | undefined {
  const service = route.request.service
  const promise = `${route.request.method} ${route.request.path} refuses ${what}`
  const unanswered = judgeRouteAnswered(exchange, route.request, promise, refusal.statuses)
  if (unanswered !== undefined || exchange.kind !== 'answer') return unanswered
  if (isRefused(exchange, refusal)) return undefined
  const words = {
    subject: `${route.request.method} ${route.request.path}`,
    promise,
    expected: refusalInWords(refusal),
    got: describeExchange(exchange),
  }
  if (exchange.status >= 200 && exchange.status < 300)
    return findingOf(open, service, exchange.asked, {
      ...words,
      evidence: [`it let ${what} in: ${route.title}`],
    })
  if (exchange.status === 404) return findingOf('route.missing', service, exchange.asked, words)
  return findingOf('route.shape', service, exchange.asked, {
    ...words,
    evidence: ['it was refused, but not as promised'],
  })
}

export function refusalInWords({ statuses, says, reasons }: Refusal): string {
  const how = [
    statuses.length > 0 ? statuses.join(' or ') : undefined,
    says && `${says.at}: ${says.is.join(' or ')}`,
  ]
    .filter(Boolean)
    .join(', or ')
  return reasons === undefined
    ? how
    : `${how}, saying ${reasons.map((reason) => `"${reason}"`).join(' or ')}`
}
