import type { DecodedToken } from './decode-token.ts'

/** The times a token claims (RFC 7519 §4.1.4 to §4.1.6) beside our own clock; absent where the claim is. */
export interface TokenTimes {
  /** ISO 8601. */
  readonly issuedAt?: string
  readonly expiresAt?: string
  readonly notBefore?: string
  /** exp − iat. */
  readonly lifetimeSeconds?: number
  /** iat − our clock when it was received: positive when the issuer's clock is ahead. Travel time and the whole seconds of iat make it up to a second or two too low. */
  readonly skewSeconds?: number
  /** exp − our clock: zero or less for a token that was expired when it came. */
  readonly remainingSeconds?: number
  /** Time claims that are there but are no NumericDate (RFC 7519 §2): "exp is text". */
  readonly odd: readonly string[]
}

/** Seconds since 1970 beyond which a number is milliseconds or nonsense: the year 5138, and ISO 8601 still writes it. */
const MAX_NUMERIC_DATE = 100_000_000_000

/** Puts iat, nbf and exp beside the time the token was received; an opaque token claims none. */
export function tokenTimes(decoded: DecodedToken, receivedAt: Date): TokenTimes {
  if (decoded.kind === 'opaque') return { odd: [] }
  const odd: string[] = []
  const seconds = (claim: string): number | undefined => {
    const value = decoded.payload[claim]
    if (value === undefined) return undefined
    if (typeof value !== 'number') odd.push(`${claim} is ${nameOf(value)}, not a number`)
    else if (value < 0) odd.push(`${claim} is before 1970`)
    else if (value > MAX_NUMERIC_DATE) odd.push(`${claim} is too large for seconds: milliseconds?`)
    else return value
    return undefined
  }
  const iat = seconds('iat')
  const nbf = seconds('nbf')
  const exp = seconds('exp')
  const now = receivedAt.getTime() / 1000
  return {
    ...(iat !== undefined && { issuedAt: iso(iat), skewSeconds: rounded(iat - now) }),
    ...(nbf !== undefined && { notBefore: iso(nbf) }),
    ...(exp !== undefined && { expiresAt: iso(exp), remainingSeconds: rounded(exp - now) }),
    ...(iat !== undefined && exp !== undefined && { lifetimeSeconds: rounded(exp - iat) }),
    odd,
  }
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}

function nameOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'string' ? 'text' : `of type ${typeof value}`
}
