import type { Finding } from '../../../record/finding.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { reasonSaid } from '../reason-said.ts'
import type { RefusalFact } from './judge-refusal.ts'
import { judgeRouteAnswered } from './judge-route-answered.ts'
import { REASON_WORDS, statedReason } from './stated-reason.ts'

/**
 * Whether one protected route opens for a token that another route of the same service accepts: a route that does
 * not is missing, forbidden, broken or of another shape by itself.
 */
export function judgeOpened({ route, exchange }: RefusalFact): Finding | undefined {
  const { service, method, path } = route.request
  const promise = `${method} ${path} opens for the good token`
  const unanswered = judgeRouteAnswered(exchange, route.request, promise, route.accepted)
  if (unanswered !== undefined || exchange.kind !== 'answer') return unanswered
  if (route.accepted.includes(exchange.status)) return undefined
  const said = reasonSaid(exchange)
  const reason = statedReason(exchange)
  const isRefused = exchange.status === 401 || exchange.status === 403 || reason !== undefined
  const code =
    exchange.status === 404 || exchange.status === 405
      ? 'route.missing'
      : isRefused
        ? 'route.forbidden'
        : 'route.shape'
  return findingOf(code, service, exchange.asked, {
    subject: `${method} ${path}`,
    promise,
    expected: route.accepted.join(' or '),
    got: describeExchange(exchange),
    evidence: [
      `other routes of ${service} accept the same token`,
      ...(reason === undefined ? [] : [REASON_WORDS[reason].means]),
    ],
    ...(reason !== undefined && { nextSteps: [REASON_WORDS[reason].step] }),
    ...(said !== undefined && { said }),
  })
}
