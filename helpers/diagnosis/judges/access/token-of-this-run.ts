import type { Contract } from '../../../../contracts/contract.ts'
import type { TokenPromise, TokenWay } from '../../../../contracts/schema/tokens.ts'
import type { Answer } from '../../../http/exchange.ts'
import { expectedInWords } from '../../../promise/expectation.ts'
import { type Finding, saw } from '../../../record/finding.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { verdictOf } from '../token/read-verdict.ts'
import type { AcceptanceFact, RefusedToken } from './acceptance-fact.ts'
import { statedReason } from './stated-reason.ts'

/**
 * The refusal of a token that may be this run's own mistake: signed here with a secret that is not the issuer's, or
 * given by a variable. Undefined where the service is what there is to look at.
 */
export function judgeTokenOfThisRun({
  fact,
  promise,
  first,
  isRefusal,
  arrival,
  accepts,
}: RefusedToken): Finding | undefined {
  return (
    judgeMinted(fact, promise) ??
    judgeGiven(fact, promise, first) ??
    (isRefusal && arrival !== 'no'
      ? judgeUnproved({ fact, promise, first, arrival, accepts })
      : undefined)
  )
}

/** A token that was signed here and that the issuer refuses, too, proves nothing about the service that refuses it. */
function judgeMinted(
  { service, origin, verified }: AcceptanceFact,
  { issuer, jwt, verify }: TokenPromise,
): Finding | undefined {
  if (origin === undefined || verify === undefined || jwt?.key.kind !== 'secret') return undefined
  if (verified?.kind !== 'answer' || verdictOf(verified, verify) !== 'invalid') return undefined
  const { variable } = jwt.key
  return findingOf('token.signature', issuer, verified, {
    subject: variable,
    promise: `${issuer} knows a token that is signed with ${variable}`,
    expected: expectedInWords(verify.valid),
    evidence: [`the token was signed here with ${variable}; ${service.name} refuses it too`],
    culprit: 'this-run',
  })
}

/** A token from a variable may be old: the service says that it has expired, or its issuer refuses it, too. */
function judgeGiven(
  { age, verified, service }: AcceptanceFact,
  { issuer, verify }: TokenPromise,
  first: Answer,
): Finding | undefined {
  if (age === undefined) return undefined
  const isRefusedByIssuer =
    verify !== undefined && verified !== undefined && verdictOf(verified, verify) === 'invalid'
  if (!isRefusedByIssuer && statedReason(first) !== 'expired') return undefined
  return findingOf('token.stale', issuer, first, {
    promise: `${service.name} accepts the token that this run was given`,
    expected: 'a token that is still good',
    evidence:
      verified === undefined ? [] : [`${issuer} itself says of it: ${describeExchange(verified)}`],
    culprit: 'this-run',
  })
}

/** A given token that its own issuer refuses every time, and of which nothing shows that it was ever good. */
function judgeUnproved({
  fact,
  promise,
  first,
  arrival,
  accepts,
}: Omit<RefusedToken, 'isRefusal' | 'askedIssuerInVain' | 'reason'>): Finding | undefined {
  const { age, service, verified, signature, answers, route } = fact
  const { issuer, ways } = promise
  const isGood = verified !== undefined || signature?.kind === 'valid'
  const isMixed = answers.some(accepts)
  if (age === undefined || service.name !== issuer || isGood || isMixed) return undefined
  const [variable] = ways.flatMap(({ source }) =>
    source.from === 'variable' ? [source.variable] : [],
  )
  const held = variable === undefined ? '' : ` in ${variable}`
  // Without a token the answer is the same, so that nothing shows that this one arrives.
  const isLost = arrival === 'unknown' && fact.look?.without !== undefined
  return findingOf('token.stale', issuer, first, {
    summary: `${issuer} refuses the token that this run was given${held}: it expired, was revoked, ${isLost ? 'is of another environment, or does not arrive' : 'or is of another environment'}`,
    promise: `${issuer} accepts the token that this run was given`,
    expected: `${route.accepted.join(' or ')}, every time`,
    evidence: [
      `nothing but ${issuer} itself could show that the token is good: whether ${issuer} refuses good tokens too is not known`,
    ],
    culprit: 'this-run',
  })
}

/**
 * The refusal of a WebSocket where nothing else of the platform could show that the token is good: a token that was signed
 * here, or given, may be wrong itself.
 */
export function unprovedAtSocket(
  refusal: Finding,
  { source }: TokenWay,
  { tokens, services }: Contract,
): Finding {
  const isProved = services.some(({ protectedRoutes }) => protectedRoutes.length > 0)
  // A first line of its own says more: a path that cannot exist is refused alike, or one instance of several refuses.
  if (isProved || refusal.summary !== undefined) return refusal
  if (tokens?.verify !== undefined || source.from === 'request') return refusal
  const { service } = refusal
  const [variable, how, compared] =
    source.from === 'mint'
      ? [source.keyVariable, 'signed with', ', by their SHA-256']
      : [source.variable, 'was given in', '']
  return {
    ...refusal,
    summary: `${service} refuses the token that this run ${how} ${variable} at its WebSocket: nothing else shows whether that token is good`,
    culprit: 'this-run',
    evidence: [
      ...refusal.evidence,
      saw('no protected route and no verdict of an issuer shows whether the token is good'),
    ],
    nextSteps: [
      `Compare ${variable} of this run with what ${service} was deployed with${compared}.`,
      `Read the log of ${service}: does it say why it refused the token?`,
    ],
  }
}
