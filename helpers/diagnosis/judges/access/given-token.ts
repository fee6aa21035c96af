import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { verdictOf } from '../token/read-verdict.ts'
import type { AcceptanceFact } from './acceptance-fact.ts'
import { statedReason } from './stated-reason.ts'

/** A token from a variable may be old: the service says that it has expired, or its issuer refuses it, too. */
export function judgeGiven(
  { age, verified, service }: AcceptanceFact,
  { issuer, verify }: TokenPromise,
  first: Answer,
): Finding | undefined {
  if (age === undefined) return undefined
  const isRefusedByIssuer =
    verify !== undefined && verified !== undefined && verdictOf(verified, verify) === 'invalid'
  if (!isRefusedByIssuer && statedReason(first) !== 'expired') return undefined
  return findingOf('token.stale', issuer, first.asked, {
    promise: `${service.name} accepts the token that this run was given`,
    expected: 'a token that is still good',
    got: describeExchange(first),
    evidence:
      verified === undefined ? [] : [`${issuer} itself says of it: ${describeExchange(verified)}`],
    culprit: 'this-run',
  })
}

/** A given token that its own issuer refuses every time, and of which nothing shows that it was ever good. */
export function judgeUnproved(
  fact: AcceptanceFact,
  promise: TokenPromise,
  first: Answer,
  accepts: (exchange: Exchange) => boolean,
): Finding | undefined {
  const { age, service, verified, signature, answers, route } = fact
  const { issuer, ways } = promise
  const isGood = verified !== undefined || signature?.kind === 'valid'
  const isMixed = answers.some(accepts)
  if (age === undefined || service.name !== issuer || isGood || isMixed) return undefined
  const [variable] = ways.flatMap(({ source }) =>
    source.from === 'variable' ? [source.variable] : [],
  )
  const held = variable === undefined ? '' : ` in ${variable}`
  return findingOf('token.stale', issuer, first.asked, {
    summary: `${issuer} refuses the token that this run was given${held}: it expired, was revoked, or is of another environment`,
    promise: `${issuer} accepts the token that this run was given`,
    expected: `${route.accepted.join(' or ')}, every time`,
    got: describeExchange(first),
    evidence: [
      `nothing but ${issuer} itself could show that the token is good: whether ${issuer} refuses good tokens too is not known`,
    ],
    culprit: 'this-run',
  })
}
