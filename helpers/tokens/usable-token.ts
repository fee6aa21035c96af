import type { TokenPromise } from '../../contracts/schema/tokens.ts'
import type { Secret } from '../../env/secret.ts'
import { decodeToken } from './decode-token.ts'
import type { TokenOutcome } from './obtain-token.ts'

/** Visible ASCII (RFC 6749 §A.12, without the blank), at most as long as all headers together in Node.js (`--max-http-header-size`, 16 KiB). */
const CARRIABLE = /^[\x21-\x7e]{1,16384}$/

/** Whether a token can be sent as a Bearer credential. */
export function isCarriable(token: Secret): boolean {
  return CARRIABLE.test(token.reveal())
}

/** An issued token that cannot be sent in a header counts as no token. */
export function carriable(outcome: TokenOutcome): TokenOutcome {
  if (outcome.kind !== 'issued' || outcome.exchange === undefined || isCarriable(outcome.token))
    return outcome
  return { kind: 'no-token', exchange: outcome.exchange }
}

/** The user that a JWT names; for answers that name none beside the token. */
export function subjectIn(token: Secret, { jwt }: TokenPromise): string | undefined {
  const decoded = decodeToken(token)
  const named =
    jwt === undefined || decoded.kind === 'opaque' ? undefined : decoded.payload[jwt.subject]
  return typeof named === 'string' ? named : undefined
}
