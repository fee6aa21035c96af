import type { ProtectedRoute } from '../../../../contracts/schema/service.ts'
import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import { isRefused } from '../../../promise/expectation.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import {
  aloneOf,
  arrivalOf,
  type GoodTokenLook,
  isSameAnswer,
} from '../../experiments/good-token.ts'
import { readGoodToken } from '../../experiments/read-good-token.ts'
import { describeExchange, errorIn, reasonSaid } from '../describe-exchange.ts'
import { findingOf, withEvidence } from '../finding-of.ts'
import { isSentToSignIn, isThrottled } from '../health/answer-signs.ts'
import { recogniseEdge } from '../health/edge-of.ts'
import { settingFor } from '../health/edges/settings.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'
import { inNameOfGate, speakerOf, tokenGateOf } from '../health/token-gate.ts'
import type { AcceptanceFact, RefusedToken } from './acceptance-fact.ts'
import { isAccepted } from './accepted.ts'
import { diagnoseRefusal } from './diagnose-refusal.ts'
import { failingCheck } from './failing-check.ts'
import { judgeKeptAnswer } from './judge-cached-route.ts'
import { judgeUnderLoad } from './judge-under-load.ts'
import { carrierInWords } from './lost-token.ts'
import type { StatedReason } from './refusal-words.ts'
import { countOf, isMixed, sometimesInWords } from './sometimes.ts'
import { REASON_WORDS, statedReason } from './stated-reason.ts'
import { judgeTokenOfThisRun } from './token-of-this-run.ts'

/**
 * Whether the service accepts the good token every time. A refusal is diagnosed by its own words first, then by the
 * second look and by what the issuer says; only what an experiment excluded is called excluded.
 */
export function judgeAcceptance(fact: AcceptanceFact, promise: TokenPromise): Finding | undefined {
  const { service, route, answers, look = {} } = fact
  const accepts = (exchange: Exchange) => isAccepted(exchange, route)
  const first = answers.find((answer) => !accepts(answer))
  if (first === undefined) return undefined
  const title = `${service.name} accepts the good token at ${route.request.method} ${route.request.path}`
  const counts = `${answers.filter(accepts).length} of ${answers.length} times accepted`
  const words = { promise: title, expected: `${route.accepted.join(' or ')}, every time` }
  const kept = judgeKeptAnswer(first, route.request, words)
  if (kept !== undefined) return withEvidence(kept, [counts])
  if (aloneOf(look, accepts) === 'always') return judgeUnderLoad(fact, first, title, counts)
  const refused = first.kind === 'answer' ? refusedToken(fact, promise, first) : undefined
  const isVerdict = refused !== undefined && (refused.askedIssuerInVain || refused.isRefusal)
  const unanswered = isVerdict ? undefined : judgeRouteAnswered(first, route.request, title)
  if (unanswered !== undefined) {
    const count = countOf(answers, accepts)
    const summary = sometimesInWords(route.request, unanswered.code, count)
    const failing =
      first.kind === 'answer' ? failingCheck(first, { route, look }, promise) : undefined
    return withEvidence({ ...unanswered, ...(isMixed(count) ? { summary } : failing) }, [
      counts,
      ...(failing && refused ? readGoodToken(refused.first, look, refused.arrival, accepts) : []),
    ])
  }
  return (
    refused &&
    (judgeTokenOfThisRun(refused) ??
      inNameOfGate(judgeRefused(refused, title, counts), refused.first, promise.issuer))
  )
}

/** The answer that is no acceptance, with what its words and the second look say of it. */
function refusedToken(fact: AcceptanceFact, promise: TokenPromise, first: Answer): RefusedToken {
  const { service, route, look = {} } = fact
  const delegated = promise.delegated?.find(({ consumer }) => consumer === service.name)
  const reason = statedReason(first)
  return {
    fact,
    promise,
    first,
    reason,
    askedIssuerInVain:
      reason === 'unreachable' ||
      (delegated?.unreachable !== undefined && isRefused(first, delegated.unreachable)),
    isRefusal: isTokenRefused(first, route, look),
    arrival: arrivalOf(first, look, reason === 'missing'),
    accepts: (exchange) => isAccepted(exchange, route),
  }
}

/** The finding about a token that nothing shows to be this run's own mistake. */
function judgeRefused(refused: RefusedToken, title: string, counts: string): Finding {
  const { fact, promise, first, reason, arrival, accepts } = refused
  const { service, route, look = {}, clock } = fact
  const { code, evidence, summary, nextSteps, culprit } = diagnoseRefusal(refused)
  // Words that no library is known for stand in the first line as they came.
  const said =
    reason === undefined && code === 'trust.token-rejected'
      ? (reasonSaid(first) ?? errorIn(first.json))
      : undefined
  const count = countOf(fact.answers, accepts)
  // A word in place of the token, and no token, got the same answer: nothing shows that the token arrives.
  const isLikeNone =
    summary === undefined &&
    !isMixed(count) &&
    reason === undefined &&
    arrival === 'unknown' &&
    look.without !== undefined &&
    look.garbage !== undefined
  return findingOf(code, culprit ?? service.name, first.asked, {
    ...(code === 'trust.token-rejected' && {
      nextSteps: stepsFor(reason, speakerOf(first, service.name), promise),
      ...(isLikeNone && refusedLikeNone(refused)),
    }),
    ...(nextSteps && { nextSteps }),
    ...(isMixed(count) && { summary: sometimesInWords(route.request, code, count) }),
    ...(summary !== undefined && { summary }),
    ...(said !== undefined && { said }),
    ...(code.startsWith('route.') && { subject: `${route.request.method} ${route.request.path}` }),
    promise: title,
    expected: `${route.accepted.join(' or ')}, every time`,
    got: `${describeExchange(first)} (${counts})`,
    evidence: [
      ...evidence,
      ...readGoodToken(first, look, arrival, accepts),
      ...(clock === undefined
        ? ['the Date of its answers agrees with our clock to the seconds that tokens tolerate']
        : [`the clocks disagree: ${clock.got}`]),
    ],
  })
}

/** The words where the good token, a word in its place and no token get the same answer. */
function refusedLikeNone({
  fact,
  promise,
  first,
}: RefusedToken): Pick<Finding, 'summary' | 'nextSteps'> {
  const { service, look } = fact
  const typ =
    look?.typ === undefined
      ? ''
      : `; its type (typ in the header) is ${quote(look.typ, 40)}, which some middlewares refuse`
  return {
    summary: `${service.name} answers the good token as it answers a word in its place, and a request without one: it refuses the token, or the token does not arrive${typ}`,
    nextSteps: [
      ...underscoreStep(promise),
      `Look in the log of ${service.name} whether ${carrierInWords(promise.sent)} arrives: nothing in its answers shows it.`,
      ...settingFor(first.headers, 'credential'),
      ...stepsFor(undefined, service.name, promise),
    ],
  }
}

/** nginx (`underscores_in_headers off`, its default) and Apache 2.4 drop such a header and say nothing. */
function underscoreStep({ sent }: TokenPromise): readonly string[] {
  return sent.by === 'header' && sent.name.includes('_')
    ? [
        `The header ${sent.name} has an underscore in its name, and nginx drops such headers unless \`underscores_in_headers on;\` is set; Apache 2.4 drops them for CGI and WSGI. A name with a hyphen passes everywhere.`,
      ]
    : []
}

/** What to compare where a token is refused: what the words of the refusal point at, then the keys. */
function stepsFor(
  reason: StatedReason | undefined,
  service: string,
  { issuer, jwt }: TokenPromise,
): readonly string[] {
  const key = jwt?.key
  return [
    ...(reason === undefined ? [] : [REASON_WORDS[reason].step]),
    ...(key?.kind === 'jwks'
      ? [
          `Check that ${service} reads the keys of ${issuer} at ${key.request.path} again, and expects the right issuer and audience: a cached or copied key set lacks new keys.`,
        ]
      : []),
  ]
}

/** Statuses that speak of something else than the caller: a bill, a method, a size, a format, a lock, a law (RFC 9110 §15.5, RFC 4918 §11.3, RFC 7725). */
const NOT_OF_CALLERS: ReadonlySet<number> = new Set([402, 405, 411, 413, 414, 415, 423, 451])

/** Whether the route refuses the token: with a promised status, by RFC 6750 §3.1, or as it refuses a word in its place. */
function isTokenRefused(first: Answer, route: ProtectedRoute, { garbage }: GoodTokenLook): boolean {
  const { status } = first
  // An edge that answers in place of the app gives no verdict on a token where it does not check tokens itself; a limit gives none.
  if (tokenGateOf(first) !== undefined && status < 500) return true
  if (recogniseEdge(first) !== undefined || isThrottled(first)) return false
  if (status === 401 || status === 403 || isSentToSignIn(first)) return true
  // A good status and a body that says no.
  if (route.accepted.includes(status)) return true
  if (route.withWrongToken.statuses.includes(status) || isRefused(first, route.withWrongToken))
    return true
  // A redirect, a limit or an edge is no verdict on a token.
  const isOfTheApp = judgeRouteAnswered(first, route.request, '') === undefined
  const isOwnWay =
    statedReason(first) !== undefined ||
    (!NOT_OF_CALLERS.has(status) && garbage !== undefined && isSameAnswer(first, garbage))
  return isOfTheApp && status >= 400 && status !== 404 && isOwnWay
}
