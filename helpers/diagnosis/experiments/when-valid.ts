import type { Secret } from '../../../env/secret.ts'
import type { Exchange } from '../../http/exchange.ts'
import { decodeToken, tokenTimes } from '../../tokens/decode-token.ts'
import { statedReason } from '../judges/access/stated-reason.ts'

/** Longest wait for a token to become valid, milliseconds: beyond it a clock is wrong by more than a user's next try. */
const LONGEST_WAIT_MS = 6_000

/**
 * How far the later of iat and nbf (RFC 7519 §4.1.5, §4.1.6) is ahead of the Date of the service (RFC 9110 §6.6.1), which
 * has whole seconds; undefined where the token is opaque, or nothing answered.
 */
export function aheadOf(token: Secret, refused: Exchange): number | undefined {
  const decoded = decodeToken(token)
  if (refused.kind === 'no-answer' || decoded.kind === 'opaque') return undefined
  const { issuedAt, notBefore } = tokenTimes(decoded, new Date())
  const from = Math.max(...[issuedAt, notBefore].map((at) => Date.parse(at ?? '') || 0))
  const date = Date.parse(refused.headers.date ?? '')
  return Number.isNaN(date) ? 0 : from - date
}

/** How long before the answer came the token had ended by its own exp, by our clock; undefined where it had not. */
export function sinceEnd(token: Secret, { asked, timing }: Exchange): number | undefined {
  const { expiresAt } = tokenTimes(decodeToken(token), new Date())
  const ended = Date.parse(asked.at) + timing.totalMs - Date.parse(expiresAt ?? '')
  return ended > 0 ? ended : undefined
}

/** Whether it may be a matter of time: an opaque token is looked up, and a replica or a cache may not know it yet. */
export function mayBeLate(token: Secret, refused: Exchange): boolean {
  return (
    refused.kind === 'answer' &&
    [401, 403].includes(refused.status) &&
    decodeToken(token).kind === 'opaque' &&
    statedReason(refused) === undefined
  )
}

/** Whether the words of a refusal leave it open that the token was good before. */
export function mayHaveEnded(refused: Exchange): boolean {
  const reason = refused.kind === 'answer' ? statedReason(refused) : undefined
  return reason === 'ended' || reason === 'expired'
}

/** How long until the token is valid by the clock of the service; undefined where no wait can show it. */
export function untilValid(aheadMs: number, refused: Exchange): number | undefined {
  if (refused.kind === 'no-answer') return undefined
  if (aheadMs <= 0 && statedReason(refused) !== 'too-early') return undefined
  const waitMs = Math.max(aheadMs, 1_000) + 2_000
  return waitMs > LONGEST_WAIT_MS ? undefined : waitMs
}
