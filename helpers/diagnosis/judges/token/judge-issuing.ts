import type { TokenPromise, TokenWay } from '../../../../contracts/schema/tokens.ts'
import type { Kind } from '../../../../env/kind.ts'
import type { Finding } from '../../../record/finding.ts'
import type { TokenOutcome } from '../../../tokens/obtain-token.ts'
import { describeExchange, keysOf, reasonSaid } from '../describe-exchange.ts'
import { findingOf, withEvidence } from '../finding-of.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'

/** The result of asking for a token, as far as the judge needs it. */
export interface IssuingFact {
  readonly issued?: object
  readonly tried: readonly { readonly way: TokenWay; readonly outcome: TokenOutcome }[]
  readonly unset: readonly { readonly way: TokenWay; readonly missing: readonly string[] }[]
}

const SERVER_LACKS_KEY = /not configured|service_not_configured/i

/**
 * Whether a token was issued. If not, the last way that was tried names the fault; a server that
 * has no key to compare with, or no way configured at all, is `not-configured`.
 */
export function judgeIssuing(
  { issued, tried, unset }: IssuingFact,
  promise: TokenPromise,
  kind: Kind,
): Finding | undefined {
  if (issued !== undefined) return undefined
  const words = {
    promise: `${promise.issuer} issues a user token`,
    evidence: [
      ...tried.map(({ way, outcome }) => `${way.title}: ${describeOutcome(outcome)}`),
      ...unset.map(
        ({ way, missing }) => `${way.title}: not tried, ${missing.join(' and ')} not set`,
      ),
    ],
  }
  const last = tried.findLast(({ outcome }) => outcome.kind !== 'unavailable') ?? tried.at(-1)
  if (last === undefined)
    return findingOf(
      'token.not-configured',
      promise.issuer,
      'nothing: no way to a token is configured',
      {
        ...words,
        subject: unset.flatMap(({ missing }) => missing).join(', '),
        expected: `one of ${unset.map(({ way, missing }) => `${missing.join(' + ')} (${way.title})`).join(', ')}`,
        got: `none is set for this ${kind} environment`,
      },
    )
  const { way, outcome } = last
  if (outcome.kind === 'issued') return undefined
  if (outcome.kind === 'not-made' || way.source.from !== 'request')
    return findingOf(
      'token.not-configured',
      promise.issuer,
      `nothing: ${way.title} sends no request`,
      {
        ...words,
        subject: way.needs.join(', '),
        expected: 'a token',
        got: describeOutcome(outcome),
      },
    )
  const { request, token } = way.source
  const exchange = outcome.kind === 'no-answer' ? outcome.noAnswer : outcome.exchange
  const unanswered = judgeRouteAnswered(exchange, request, words.promise)
  const serverLacksKey =
    exchange.kind === 'answer' && SERVER_LACKS_KEY.test(exchange.text.slice(0, 2048))
  if (unanswered !== undefined && !serverLacksKey) return withEvidence(unanswered, words.evidence)
  const code =
    outcome.kind === 'no-token'
      ? 'token.malformed'
      : serverLacksKey
        ? 'token.not-configured'
        : exchange.kind === 'answer' && exchange.status === 404
          ? 'route.missing'
          : 'token.refused'
  const said = reasonSaid(exchange)
  return findingOf(code, promise.issuer, exchange.asked, {
    ...words,
    evidence: [...keysOf(exchange), ...words.evidence],
    subject: code === 'route.missing' ? `${request.method} ${request.path}` : way.title,
    expected: `2xx with a token at ${token}`,
    got: describeExchange(exchange),
    ...(said !== undefined && { said }),
  })
}

function describeOutcome(outcome: TokenOutcome): string {
  if (outcome.kind === 'issued') return 'a token'
  if (outcome.kind === 'not-made') return outcome.detail
  return describeExchange(outcome.kind === 'no-answer' ? outcome.noAnswer : outcome.exchange)
}
