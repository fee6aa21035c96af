import type { ProtectedRoute } from '../../../../contracts/type/service.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { isAccepted } from './judge-acceptance.ts'
import { judgeRouteAnswered } from './judge-route-answered.ts'

/** Whether the good token still opens the route after all the refusals: "everything is refused" must not pass. */
export function judgeControl({
  route,
  exchange,
}: {
  readonly route: ProtectedRoute
  readonly exchange: Exchange
}): Finding | undefined {
  if (isAccepted(exchange, route)) return undefined
  const service = route.request.service
  const promise = `${service} still accepts the good token after wrong ones were refused`
  return (
    judgeRouteAnswered(exchange, route.request, promise, route.accepted) ??
    findingOf('trust.token-rejected', service, exchange.asked, {
      promise,
      expected: route.accepted.join(' or '),
      got: describeExchange(exchange),
      evidence: ['it was accepted before the wrong tokens were shown: they shut out the good one'],
    })
  )
}
