import type { TokenPromise, TokenWay } from '../../../../contracts/schema/tokens.ts'
import type { Finding } from '../../../record/finding.ts'
import type { TokenOutcome } from '../../../tokens/obtain-token.ts'
import { findingOf } from '../finding-of.ts'
import { cacheEvidence } from '../health/answer-signs.ts'

/** A second user who gets the token of the first acts as the first: no token was issued to the second. */
export function sameToken(
  { exchange }: Extract<TokenOutcome, { kind: 'issued' }>,
  { title, source }: TokenWay,
  { issuer }: TokenPromise,
): Finding | undefined {
  if (exchange === undefined || source.from !== 'request') return undefined
  const subject = `${source.request.method} ${source.request.path}`
  return findingOf('isolation.leak', issuer, exchange.asked, {
    subject,
    promise: `${issuer} issues a token of its own to each user`,
    expected: 'another token than the one of the first user',
    got: 'the same token',
    evidence: [...cacheEvidence(exchange), `${title}: asked as a second user of this run`],
    summary: `${issuer} gives a second user the very token of the first at ${subject}: who signs in second acts as the first`,
    nextSteps: [
      `Look for what keeps answers of ${subject}: a cache in front of ${issuer}, or one inside it whose key lacks the user.`,
      `If ${title} signs in one user only, write \`users: 'one'\` at it in the contract.`,
    ],
  })
}
