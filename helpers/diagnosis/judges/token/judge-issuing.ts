import type { RequestTemplate } from '../../../../contracts/schema/common.ts'
import type { TokenPromise, TokenWay } from '../../../../contracts/schema/tokens.ts'
import type { Kind } from '../../../../env/kind.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import { placeInWords } from '../../../promise/where.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import type { TokenOutcome } from '../../../tokens/obtain-token.ts'
import { noInBody } from '../access/accepted.ts'
import { keysOf, reasonSaid } from '../describe-exchange.ts'
import { findingOf, withEvidence } from '../finding-of.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'
import {
  accountStep,
  credentialsOfThisRun,
  describeOutcome,
  encodingHint,
  formEvidence,
  lacksLogin,
  otherFormat,
  refusedInWords,
} from './refused-login.ts'
import { sameToken } from './same-token.ts'
import { withoutToken } from './without-token.ts'

/** One way that was tried, and its result. */
export interface TriedWay {
  readonly way: TokenWay
  readonly outcome: TokenOutcome
}

/** The result of asking for a token, as far as the judge needs it: the token, or every way that failed. */
export interface IssuingFact {
  readonly issued?: object
  readonly tried: readonly TriedWay[]
  /** Ways that this environment allows and that lack variables, with these variables. */
  readonly unset: readonly { readonly way: TokenWay; readonly missing: readonly string[] }[]
  /** Variables of client credentials whose values form encoding changes. */
  readonly changedInForm?: readonly string[]
  /** The login that went wrong, sent again. */
  readonly again?: readonly TokenOutcome[]
  /** A refused way once more, with its client credentials in Basic in their other form. */
  readonly otherForm?: TokenOutcome
}

/** Words of an issuer that lacks the key or the settings of a way: its own fault, whatever the status. */
const SERVER_LACKS_KEY =
  /not[ _](?:been[ _])?configured|misconfigured|missing[ _]configuration|configuration[ _](?:is[ _])?missing|no (?:signing |secret |private )?key (?:is )?(?:configured|set|available)|(?:key|secret)\S* (?:is|was) not (?:set|provided)/i

/**
 * Whether a token was issued. If not, the last way that was tried names the fault; a server that
 * has no key to compare with, or no way configured at all, is `not-configured`.
 */
export function judgeIssuing(
  fact: IssuingFact,
  promise: TokenPromise,
  kind: Kind,
): Finding | undefined {
  const finding = judgeTried(fact, promise, kind)
  const request = fact.tried.at(-1)?.way.source
  const { again = [] } = fact
  const good = again.filter((one) => one.kind === 'issued').length
  if (finding === undefined || request?.from !== 'request' || good === 0) return finding
  // The same credentials were taken: they are right.
  const { culprit: _, ...shown } = finding
  const times = `${again.length + 1 - good} of ${again.length + 1} times at ${request.request.method} ${request.request.path}`
  return {
    ...shown,
    summary:
      finding.code === 'token.refused'
        ? `${promise.issuer} refuses to issue a user token ${times}, as when one instance has another configuration`
        : `${promise.issuer} fails ${times} with ${finding.code}, as when one instance is broken`,
  }
}

/** What every finding about the ways to a token says. */
interface Words {
  readonly promise: string
  readonly evidence: readonly string[]
}

function judgeTried(fact: IssuingFact, promise: TokenPromise, kind: Kind): Finding | undefined {
  const { issued, tried, unset } = fact
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
  if (outcome.kind === 'issued') return sameToken(outcome, way, promise)
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
  return judgeLogin({ way, outcome, source: way.source }, fact, promise, words)
}

/** A way to a token that sends a request, and what came instead of a token. */
interface FailedLogin {
  readonly way: TokenWay
  readonly source: Extract<TokenWay['source'], { from: 'request' }>
  readonly outcome: Exclude<TokenOutcome, { kind: 'issued' | 'not-made' }>
}

function judgeLogin(
  { way, outcome, source: { request, token } }: FailedLogin,
  { changedInForm = [], otherForm }: IssuingFact,
  promise: TokenPromise,
  words: Words,
): Finding {
  const exchange = outcome.kind === 'no-answer' ? outcome.noAnswer : outcome.exchange
  const unanswered = judgeRouteAnswered(exchange, request, words.promise)
  const lacksKey = exchange.kind === 'answer' && saysNotConfigured(exchange)
  if (unanswered !== undefined && (unanswered.code.startsWith('edge.') || !lacksKey))
    return withEvidence(unanswered, words.evidence)
  const code = lacksKey ? 'token.not-configured' : codeOf(outcome, exchange, { request, promise })
  const said =
    reasonSaid(exchange) ?? (exchange.kind === 'answer' ? noInBody(exchange)?.said : undefined)
  return findingOf(code, promise.issuer, exchange, {
    ...words,
    evidence: [...keysOf(exchange), ...words.evidence, ...formEvidence(otherForm)],
    ...(code === 'token.refused' && {
      ...credentialsOfThisRun(exchange, way, promise),
      ...refusedInWords(exchange, promise.issuer, way),
      ...encodingHint(request, changedInForm, promise, otherForm),
    }),
    ...(code === 'route.shape' && otherFormat(request, promise.issuer)),
    ...(code === 'token.malformed' && {
      summary: withoutToken(exchange, promise.issuer, token),
    }),
    subject: code.startsWith('route.') ? `${request.method} ${request.path}` : way.title,
    expected: `2xx with a token at ${placeInWords(token)}`,
    ...(code === 'token.refused' && accountStep(exchange)),
    ...(said !== undefined && { said }),
  })
}

function saysNotConfigured({ text }: Answer): boolean {
  return SERVER_LACKS_KEY.test(text.slice(0, 2048))
}

/** What an answer without a token means: no such route, a body in another format (RFC 9110 §15.5.16), no token in it, or a refusal. */
function codeOf(
  outcome: TokenOutcome,
  exchange: Exchange,
  { request, promise }: { readonly request: RequestTemplate; readonly promise: TokenPromise },
): Code {
  if (exchange.kind === 'no-answer') return 'token.refused'
  if (outcome.kind === 'no-token' && noInBody(exchange) === undefined) return 'token.malformed'
  if (lacksLogin(exchange, request, promise)) return 'route.missing'
  return exchange.status === 415 ? 'route.shape' : 'token.refused'
}
