import type { ProtectedRoute } from '../../../../contracts/schema/service.ts'
import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import { expectedInWords, isRefused } from '../../../promise/expectation.ts'
import type { Finding } from '../../../record/finding.ts'
import {
  aloneOf,
  arrivalOf,
  type GoodTokenLook,
  isSameAnswer,
} from '../../experiments/good-token.ts'
import { readGoodToken } from '../../experiments/read-good-token.ts'
import { describeExchange, reasonSaid } from '../describe-exchange.ts'
import { findingOf, withEvidence } from '../finding-of.ts'
import { isSentToSignIn, isThrottled } from '../health/answer-signs.ts'
import { recogniseEdge } from '../health/edge-of.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'
import { verdictOf } from '../token/read-verdict.ts'
import type { AcceptanceFact } from './acceptance-fact.ts'
import { isAccepted } from './accepted.ts'
import { diagnoseRefusal } from './diagnose-refusal.ts'
import { judgeGiven, judgeUnproved } from './given-token.ts'
import { judgeUnderLoad, sometimes } from './judge-under-load.ts'
import { REASON_WORDS, statedReason } from './stated-reason.ts'

/**
 * Whether the service accepts the good token every time. A refusal is diagnosed by its own words first, then by the
 * second look and by what the issuer says; only what an experiment excluded is called excluded.
 */
export function judgeAcceptance(fact: AcceptanceFact, promise: TokenPromise): Finding | undefined {
  const { service, route, answers, look = {} } = fact
  const accepts = (exchange: Exchange) => isAccepted(exchange, route)
  const refused = answers.filter((answer) => !accepts(answer))
  const first = refused[0]
  if (first === undefined) return undefined
  const title = `${service.name} accepts the good token at ${route.request.method} ${route.request.path}`
  const counts = `${answers.length - refused.length} of ${answers.length} times accepted`
  const aloneIs = aloneOf(look, accepts)
  if (aloneIs === 'always') return judgeUnderLoad(fact, first, title, counts)
  const unreachable = promise.delegated?.find(
    ({ consumer }) => consumer === service.name,
  )?.unreachable
  const reason = first.kind === 'answer' ? statedReason(first) : undefined
  const askedIssuerInVain =
    first.kind === 'answer' &&
    (reason === 'unreachable' || (unreachable !== undefined && isRefused(first, unreachable)))
  const isRefusal = first.kind === 'answer' && isTokenRefused(first, route, look)
  const unanswered =
    askedIssuerInVain || isRefusal ? undefined : judgeRouteAnswered(first, route.request, title)
  if (unanswered !== undefined)
    return withEvidence(
      {
        ...unanswered,
        ...sometimes(unanswered, service.name, answers, accepts),
      },
      [counts],
    )
  if (first.kind !== 'answer') return undefined
  const arrival = arrivalOf(first, look, reason === 'missing')
  const own =
    judgeMinted(fact, promise) ??
    judgeGiven(fact, promise, first) ??
    (isRefusal && arrival !== 'no' ? judgeUnproved(fact, promise, first, accepts) : undefined)
  if (own !== undefined) return own
  const { code, evidence, summary, nextSteps, culprit } = diagnoseRefusal({
    fact,
    promise,
    first,
    isRefusal,
    askedIssuerInVain,
    reason,
    arrival,
    accepts,
  })
  const key = promise.jwt?.key
  // Words that no library is known for stand in the first line as they came.
  const said =
    reason === undefined && code === 'trust.token-rejected' ? reasonSaid(first) : undefined
  return findingOf(code, culprit ?? service.name, first.asked, {
    ...(code === 'trust.token-rejected' && {
      nextSteps: [
        ...(reason === undefined ? [] : [REASON_WORDS[reason].step]),
        ...(key?.kind === 'jwks'
          ? [
              `Check that ${service.name} reads the keys of ${promise.issuer} at ${key.request.path} again, and expects the right issuer and audience: a cached or copied key set lacks new keys.`,
            ]
          : []),
      ],
    }),
    ...(nextSteps && { nextSteps }),
    ...(summary !== undefined && { summary }),
    ...(said !== undefined && { said }),
    ...(code.startsWith('route.') && { subject: `${route.request.method} ${route.request.path}` }),
    promise: title,
    expected: `${route.accepted.join(' or ')}, every time`,
    got: `${describeExchange(first)} (${counts})`,
    evidence: [
      ...evidence,
      ...readGoodToken(first, look, arrival, accepts),
      ...(fact.clock === undefined
        ? ['the Date of its answers agrees with our clock to the seconds that tokens tolerate']
        : [`the clocks disagree: ${fact.clock.got}`]),
    ],
  })
}

/** Whether the route refuses the token: with a promised status, by RFC 6750 §3.1, or as it refuses a word in its place. */
function isTokenRefused(first: Answer, route: ProtectedRoute, { garbage }: GoodTokenLook): boolean {
  const { status } = first
  // An edge that answers in place of the app, and a limit, give no verdict on a token.
  if (recogniseEdge(first) !== undefined || isThrottled(first)) return false
  if (status === 401 || status === 403 || isSentToSignIn(first)) return true
  // A good status and a body that says no.
  if (route.accepted.includes(status)) return true
  if (route.withWrongToken.statuses.includes(status) || isRefused(first, route.withWrongToken))
    return true
  // A redirect, a limit or an edge is no verdict on a token.
  const isOfTheApp = judgeRouteAnswered(first, route.request, '') === undefined
  const isOwnWay =
    statedReason(first) !== undefined || (garbage !== undefined && isSameAnswer(first, garbage))
  return isOfTheApp && status >= 400 && status !== 404 && isOwnWay
}

/** A token that was signed here and that the issuer refuses, too, proves nothing about the service that refuses it. */
function judgeMinted(
  { service, origin, verified }: AcceptanceFact,
  { issuer, jwt, verify }: TokenPromise,
): Finding | undefined {
  if (origin === undefined || verify === undefined || jwt?.key.kind !== 'secret') return undefined
  if (verified?.kind !== 'answer' || verdictOf(verified, verify) !== 'invalid') return undefined
  const { variable } = jwt.key
  return findingOf('token.signature', issuer, verified.asked, {
    subject: variable,
    promise: `${issuer} knows a token that is signed with ${variable}`,
    expected: expectedInWords(verify.valid),
    got: describeExchange(verified),
    evidence: [`the token was signed here with ${variable}; ${service.name} refuses it too`],
    culprit: 'this-run',
  })
}
