import type { JwtPromise } from '../../../contracts/schema/jwt.ts'
import { Secret } from '../../../env/secret.ts'
import type { TokenFact } from '../../../helpers/diagnosis/judges/token/judge-token.ts'
import { decodeToken } from '../../../helpers/tokens/decode-token.ts'
import { tokens } from '../../support/contracts.ts'
import { answer } from './facts.ts'

export const JWT = tokens.jwt as JwtPromise

export const NOW_MS = Date.UTC(2026, 0, 1, 12)

export const NOW = NOW_MS / 1000

export const HOUR = 3_600

export const GOOD = {
  sub: 'user-1',
  iss: 'netra-auth-service',
  aud: 'netra-platform',
  token_type: 'access',
  jti: 'a1',
  iat: NOW,
  exp: NOW + 900,
}

export interface Difference {
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  readonly signature?: string
  readonly subject?: string
  /** Seconds by which the issuer's `Date` differs from ours. */
  readonly dateSkew?: number
}

/** A token just issued by an answer, with a difference from the good one. */
export function issued({
  claims,
  header,
  signature = 'c2ln',
  subject,
  dateSkew = 0,
}: Difference = {}): TokenFact {
  const parts = [
    base64url({ alg: 'HS256', ...header }),
    base64url({ ...GOOD, ...claims }),
    signature,
  ]
  const date = new Date(NOW_MS + dateSkew * 1000).toUTCString()
  return {
    decoded: decodeToken(new Secret(parts.join('.'))),
    receivedAtMs: NOW_MS,
    ...(subject !== undefined && { subject }),
    exchange: answer(200, { access_token: parts.join('.') }, { date }),
  }
}

/** The same token, but from a variable: nobody issued it just now. */
export function given(difference: Difference): TokenFact {
  const { decoded, receivedAtMs } = issued(difference)
  return { decoded, receivedAtMs }
}

export function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
