import type { Refusal } from '../../../../contracts/type/common.ts'
import type { ProtectedRoute } from '../../../../contracts/type/service.ts'
import type { Exchange } from '../../../http/exchange.ts'
import { isRefused } from '../../../promise/expectation.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import type { Forged } from '../../../tokens/forgery.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf, withEvidence } from '../finding-of.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'

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

/** What it is when a token of the battery is believed. */
export const BELIEVED: Readonly<Record<Forged['group'], Code>> = {
  forged: 'auth.accepts-forged',
  expired: 'auth.accepts-expired',
  claim: 'auth.ignores-claim',
  malformed: 'auth.open',
}

/** Whether a protected route turned one wrong token of the battery away. */
export function judgeForged(fact: RefusalFact, forgery: Forged): Finding | undefined {
  const { exchange, route } = fact
  if (exchange.kind === 'answer' && forgery.alsoRefusedWith.includes(exchange.status))
    return undefined
  if (
    exchange.kind === 'no-answer' &&
    exchange.fault === 'http.reset' &&
    forgery.hangUp === 'refuses'
  )
    return undefined
  // What is no token at all may be refused as a missing one.
  if (
    exchange.kind === 'answer' &&
    forgery.group === 'malformed' &&
    isRefused(exchange, route.withoutCredentials)
  )
    return undefined
  const finding = judgeRefusal(
    fact,
    route.withWrongToken,
    BELIEVED[forgery.group],
    `a token ${forgery.title}`,
  )
  return (
    finding &&
    withEvidence(
      { ...finding, ...(finding.code === 'auth.ignores-claim' && { subject: forgery.proves }) },
      [`what that proves: ${forgery.proves} (${forgery.source})`],
    )
  )
}
