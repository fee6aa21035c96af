import type { JwtPromise } from '../../../../contracts/schema/jwt.ts'
import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Finding } from '../../../record/finding.ts'
import { type TokenTimes, tokenTimes } from '../../../tokens/decode-token.ts'
import { findingOf } from '../finding-of.ts'
import { isFromCache } from '../health/answer-signs.ts'
import type { TokenFact } from './judge-token.ts'

/** The age that a fresh token may have, in seconds: its time on the way, and a cache of the issuer. */
const FRESH_SECONDS = 15

/** `iat`, `nbf` and `Date` have whole seconds (RFC 7519 §2, RFC 9110 §5.6.7); below this a difference proves nothing. */
const RESOLUTION_SECONDS = 2

/**
 * Whether the issuer dates its tokens now, by `iat` and `nbf` (RFC 7519 §4.1.5, §4.1.6), within the promised
 * tolerance: ahead to the second, since a token on its way only grows older; behind with the time that it may be kept.
 * A token from a variable may be old, and proves nothing about a clock.
 */
export function judgeIssuedAt(
  fact: TokenFact,
  promise: TokenPromise,
  jwt: JwtPromise,
): Finding | undefined {
  if (fact.exchange === undefined) return undefined
  const times = tokenTimes(fact.decoded, new Date(fact.receivedAtMs))
  const ahead = aheadOf(times, fact.receivedAtMs)
  const behind = -(times.skewSeconds ?? 0)
  if (ahead.seconds > jwt.skewSeconds + RESOLUTION_SECONDS)
    return skewed(fact, promise, jwt, {
      got: `${ahead.claim} ${ahead.at}, ${Math.round(ahead.seconds)} s ahead of our clock`,
      summary: `${promise.issuer} dates its tokens ${Math.round(ahead.seconds)} s ahead (${ahead.claim}): ${whose(fact, ahead.seconds)}`,
    })
  // A cache that keeps tokens is a finding of its own.
  const isKept = fact.exchange.kind === 'answer' && isFromCache(fact.exchange)
  if (!isKept && behind > jwt.skewSeconds + FRESH_SECONDS)
    return skewed(fact, promise, jwt, {
      got: `iat ${times.issuedAt}, ${Math.round(behind)} s behind`,
    })
  return undefined
}

function skewed(
  { exchange, receivedAtMs }: TokenFact,
  { issuer }: TokenPromise,
  { skewSeconds }: JwtPromise,
  words: { readonly got: string; readonly summary?: string },
): Finding {
  return findingOf('clock.skew', issuer, exchange?.asked ?? 'the token that was given', {
    promise: `a fresh token is issued now, give or take ${skewSeconds} s`,
    expected: `iat within ${skewSeconds} s of ${new Date(receivedAtMs).toISOString()}`,
    ...words,
  })
}

/** The later of `iat` and `nbf`, beside our clock when the token came. */
function aheadOf(
  { issuedAt, notBefore }: TokenTimes,
  receivedAtMs: number,
): { readonly claim: 'iat' | 'nbf'; readonly at: string; readonly seconds: number } {
  const seconds = (at: string | undefined) =>
    at === undefined ? Number.NEGATIVE_INFINITY : (Date.parse(at) - receivedAtMs) / 1000
  return seconds(notBefore) > seconds(issuedAt)
    ? { claim: 'nbf', at: notBefore ?? '', seconds: seconds(notBefore) }
    : { claim: 'iat', at: issuedAt ?? '', seconds: seconds(issuedAt) }
}

/** The Date of the same answer shows whether its clock is ahead, or only what it writes into tokens. */
function whose({ exchange, receivedAtMs }: TokenFact, aheadSeconds: number): string {
  const date = exchange?.kind === 'answer' ? Date.parse(exchange.headers.date ?? '') : Number.NaN
  if (Number.isNaN(date)) return 'its answer carries no Date that would show its clock'
  const off = (date - receivedAtMs) / 1000
  if (Math.abs(off - aheadSeconds) <= RESOLUTION_SECONDS) return 'its clock is ahead'
  return Math.abs(off) <= RESOLUTION_SECONDS
    ? 'the Date of the same answer agrees with our clock'
    : `the Date of the same answer is ${Math.abs(Math.round(off))} s ${off > 0 ? 'ahead' : 'behind'}`
}
