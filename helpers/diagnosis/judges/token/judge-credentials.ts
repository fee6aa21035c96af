import type { TokenPromise, WrongCredentials } from '../../../../contracts/schema/tokens.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import { expectedInWords, isRefused, saysSo } from '../../../promise/expectation.ts'
import type { Finding } from '../../../record/finding.ts'
import { noInBody } from '../access/accepted.ts'
import { refusalInWords, refusedIn2xx } from '../access/judge-refusal.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { isPage } from '../health/answer-signs.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'

/** Whether the issuer has no route to prove credentials at: an older generation of it, which says nothing of them. */
export function hasNoSuchRoute(exchange: Exchange): boolean {
  return exchange.kind === 'answer' && (exchange.status === 404 || exchange.status === 405)
}

/**
 * Whether the issuer accepts the service credentials that this run is configured with. `served`: the service
 * that should have them accepts tokens, so that its own credentials work; some issuers also serve callers without any
 * (docs/netra.md#trust).
 */
export function judgeCredentials(
  exchange: Exchange,
  promise: TokenPromise,
  users: 'served' | 'unknown',
): Finding | undefined {
  const asked = promise.serviceCredentials
  if (asked === undefined) return undefined
  const title = `${promise.issuer} accepts the service credentials of this environment`
  const unanswered = judgeRouteAnswered(exchange, asked.request, title)
  if (
    unanswered !== undefined ||
    exchange.kind !== 'answer' ||
    hasNoSuchRoute(exchange) ||
    saysSo(exchange, asked.accepted)
  )
    return unanswered
  return findingOf('trust.secret-mismatch', asked.consumer, exchange, {
    subject: asked.secretVariable,
    promise: title,
    expected: expectedInWords(asked.accepted),
    evidence: [
      `asked with the values of ${asked.needs.join(' and ')}, as ${asked.consumer} is meant to have them`,
      ...(users === 'served'
        ? [
            `${asked.consumer} accepts tokens all the same: it has other, good credentials, or sends none`,
          ]
        : []),
    ],
    ...(users === 'served' && {
      culprit: 'this-run',
      summary: `the ${asked.needs.join(' and ')} of this run are not those with which ${asked.consumer} is deployed; users are served`,
      nextSteps: [
        `Users are served: give this run the ${asked.needs.join(' and ')} that ${asked.consumer} is deployed with, and check that it has any.`,
      ],
    }),
  })
}

/** Whether wrong credentials are refused, for the right reason. */
export function judgeWrongCredentials(
  exchange: Exchange,
  wrong: WrongCredentials,
  promise: TokenPromise,
): Finding | undefined {
  const title = `${promise.issuer} refuses ${wrong.title}`
  if (exchange.kind === 'answer' && isRefused(exchange, wrong.refusal)) return undefined
  const unanswered = judgeRouteAnswered(exchange, wrong.request, title, wrong.refusal.statuses)
  if (unanswered !== undefined || exchange.kind !== 'answer') return unanswered
  const subject = `${wrong.request.method} ${wrong.request.path}`
  const words = {
    subject,
    promise: title,
    expected: refusalInWords(wrong.refusal),
    got: describeExchange(exchange),
  }
  const no = noInBody(exchange)
  if (no !== undefined)
    return findingOf('route.shape', promise.issuer, exchange.asked, {
      ...words,
      ...refusedIn2xx(
        { service: promise.issuer, subject, what: wrong.title, expected: words.expected },
        exchange,
        no,
      ),
    })
  if (exchange.status >= 200 && exchange.status < 300 && !grantsNothing(exchange))
    return findingOf('auth.open', promise.issuer, exchange.asked, {
      ...words,
      summary: `${promise.issuer} answers ${wrong.title} at ${subject} with ${exchange.status}, and not with a refusal`,
      evidence: ['wrong credentials got a good answer'],
    })
  return findingOf(
    exchange.status === 404 ? 'route.missing' : 'route.shape',
    promise.issuer,
    exchange.asked,
    words,
  )
}

/** A page without a cookie grants nothing. */
function grantsNothing(answer: Answer): boolean {
  return isPage(answer) && answer.headers['set-cookie'] === undefined
}
