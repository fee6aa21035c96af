import type { RequestTemplate } from '../../../../contracts/schema/common.ts'
import type { TokenPromise, TokenWay } from '../../../../contracts/schema/tokens.ts'
import type { Kind } from '../../../../env/kind.ts'
import { type Answer, type Exchange, ownTimeOf } from '../../../http/exchange.ts'
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
  /** Variables of client credentials whose values form encoding changes. */
  readonly changedInForm?: readonly string[]
}

/** Words of an issuer that lacks the key or the settings of a way: its own fault, whatever the status. */
const SERVER_LACKS_KEY =
  /not[ _](?:been[ _])?configured|misconfigured|missing[ _]configuration|configuration[ _](?:is[ _])?missing|no (?:signing |secret |private )?key (?:is )?(?:configured|set|available)|(?:key|secret)\S* (?:is|was) not (?:set|provided)/i

/**
 * Whether a token was issued. If not, the last way that was tried names the fault; a server that
 * has no key to compare with, or no way configured at all, is `not-configured`.
 */
export function judgeIssuing(
  { issued, tried, unset, changedInForm = [] }: IssuingFact,
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
    exchange.kind === 'answer' &&
    unanswered?.code.startsWith('edge.') !== true &&
    SERVER_LACKS_KEY.test(exchange.text.slice(0, 2048))
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
    ...(code === 'token.refused' && encodingHint(request, changedInForm, promise)),
    subject: code === 'route.missing' ? `${request.method} ${request.path}` : way.title,
    expected: `2xx with a token at ${token}`,
    got: describeExchange(exchange),
    ...(said !== undefined && { said }),
  })
}

/** A refused secret with `+` or `%` may be right: issuers differ in whether they decode it (RFC 6749 §2.3.1). */
function encodingHint(
  { basic }: RequestTemplate,
  changed: readonly string[],
  { issuer }: TokenPromise,
): { readonly nextSteps?: readonly string[] } {
  const inPlay = changed.filter((name) => `${basic?.user} ${basic?.password}`.includes(`{${name}}`))
  if (basic === undefined || inPlay.length === 0) return {}
  const [sent, other] =
    basic.encoding === 'raw'
      ? ['as it stands', "leave out encoding: 'raw'"]
      : ['form-encoded', "write encoding: 'raw'"]
  return {
    nextSteps: [
      `${inPlay.join(' and ')} has characters that form encoding changes (such as + or %), and was sent ${sent} in Basic: if the value is right, ${issuer} reads the other form; ${other} beside \`basic\` in the contract (RFC 6749 §2.3.1).`,
    ],
  }
}

function describeOutcome(outcome: TokenOutcome): string {
  if (outcome.kind === 'issued') return 'a token'
  if (outcome.kind === 'not-made') return outcome.detail
  return describeExchange(outcome.kind === 'no-answer' ? outcome.noAnswer : outcome.exchange)
}

/** How long a login may take, milliseconds: hashing a password takes some tenths of a second, a page may wait this long. */
export const ISSUING_MS = 2_500

/** Whether the issuer takes seconds for a token, twice in a row, so that no cold start explains it. */
export function judgeIssuingTime(
  first: Answer,
  again: Exchange | undefined,
  { issuer }: TokenPromise,
): Finding | undefined {
  if (again?.kind !== 'answer') return undefined
  const times = [first, again].map(({ timing }) => ownTimeOf(timing))
  if (times.some((ms) => ms <= ISSUING_MS)) return undefined
  const shown = times.map((ms) => `${(ms / 1000).toFixed(1)} s`).join(' and ')
  return findingOf('service.slow', issuer, first.asked, {
    subject: `${first.asked.method} ${new URL(first.asked.url).pathname}`,
    promise: `${issuer} issues a token within ${ISSUING_MS} ms`,
    expected: `at most ${ISSUING_MS} ms, or a second token within that time`,
    got: `a token after ${shown}`,
    summary: `${issuer} takes seconds to issue a token (${shown}): users wait that long to sign in`,
    evidence: ['a second token, right after the first, took as long: no cold start explains it'],
  })
}
