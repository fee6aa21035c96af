import type { ProtectedRoute, PublicRoute } from '../../../../contracts/schema/service.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { describeExchange, reasonSaid } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'
import { isAccepted } from './judge-acceptance.ts'
import type { RefusalFact } from './judge-refusal.ts'
import { REASON_WORDS, statedReason } from './stated-reason.ts'

/**
 * Whether one protected route accepts a token that another route of the same service accepts. If not, the fault is in
 * this route: it is missing, forbidden, broken or of another shape.
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

/** A route that is open to everybody on purpose, and its answer to a request without a token. */
export interface PublicFact {
  readonly route: PublicRoute
  readonly exchange: Exchange
}

/** Whether a route that is open to everybody on purpose answers without a token. */
export function judgePublic({ route, exchange }: PublicFact): Finding | undefined {
  const { service, method, path } = route.request
  const subject = `${method} ${path}`
  const promise = `${subject} answers without a token`
  const unanswered = judgeRouteAnswered(exchange, route.request, promise, route.accepted)
  if (unanswered !== undefined || exchange.kind !== 'answer') return unanswered
  if (route.accepted.includes(exchange.status)) return undefined
  const said = reasonSaid(exchange)
  const isClosed = exchange.status === 401 || exchange.status === 403
  const code =
    exchange.status === 404 || exchange.status === 405
      ? 'route.missing'
      : isClosed
        ? 'route.forbidden'
        : 'route.shape'
  return findingOf(code, service, exchange.asked, {
    subject,
    promise,
    expected: route.accepted.join(' or '),
    got: describeExchange(exchange),
    evidence: [`the contract says that this route is open to everybody: ${route.title}`],
    ...(isClosed && {
      summary: `${service} refuses ${subject} without a token, and this route is open to everybody`,
      nextSteps: [
        `Look for what asks for a sign-in at ${path}: a rule of the edge in front of ${service}, or the list of open paths in its check of tokens.`,
        'If the route is meant to need a token now, move it to `protectedRoutes` of the contract, and change every client.',
      ],
    }),
    ...(said !== undefined && { said }),
  })
}

/** Whether the route still accepts the good token after the refusals: a route that refuses everything must not pass. */
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
      evidence: [
        'the good token was accepted before the wrong ones were sent, and is refused after them',
      ],
    })
  )
}
