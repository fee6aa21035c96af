import type { Secret } from '../../env/secret.ts'

/**
 * What a token says of itself, unchecked. `opaque` is every token that is no signed JWT (RFC 6749
 * §1.4 lets an access token be any string); `why` names the rule it misses and never quotes it.
 */
export type DecodedToken = DecodedJwt | { readonly kind: 'opaque'; readonly why: string }

export interface DecodedJwt {
  readonly kind: 'jwt'
  /** The JOSE header (RFC 7515 §4). */
  readonly header: Readonly<Record<string, unknown>>
  /** The claims set (RFC 7519 §4). */
  readonly payload: Readonly<Record<string, unknown>>
  /** `absent` is an empty third part (RFC 7519 §6): nothing vouches for the claims. */
  readonly signature: 'present' | 'absent'
  /** The three parts as they travelled. */
  readonly parts: readonly [header: string, payload: string, signature: string]
}

/** Longest text taken for a token: four times what servers accept as all their headers together. */
const MAX_TOKEN_CHARACTERS = 65_536

const BASE64URL = /^[A-Za-z0-9_-]*$/
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Reads a JWT in its compact form (RFC 7519 §3, RFC 7515 §7.1) without checking anything it claims; never throws. */
export function decodeToken(secret: Secret): DecodedToken {
  const token = secret.reveal()
  if (token === '') return opaque('it is empty')
  if (token.length > MAX_TOKEN_CHARACTERS)
    return opaque(`it is longer than ${MAX_TOKEN_CHARACTERS} characters`)
  if (/^bearer\s/i.test(token)) return opaque('it begins with the word "Bearer"')
  if (/\s/.test(token)) return opaque('it holds blanks or line breaks')
  const parts = token.split('.')
  if (parts.length === 5)
    return opaque('it has 5 parts: encrypted, a JWE (RFC 7516), which only its receiver can read')
  if (parts.length !== 3)
    return opaque(
      `it has ${parts.length} part${parts.length === 1 ? '' : 's'} between dots, and a signed JWT has 3`,
    )
  const [first = '', second = '', third = ''] = parts
  if (!BASE64URL.test(third)) return opaque('its signature is not base64url')
  const header = jsonObject(first)
  if (typeof header === 'string') return opaque(`its header ${header}`)
  const payload = jsonObject(second)
  if (typeof payload === 'string') return opaque(`its payload ${payload}`)
  const signature = third === '' ? 'absent' : 'present'
  return { kind: 'jwt', header, payload, signature, parts: [first, second, third] }
}

function opaque(why: string): DecodedToken {
  return { kind: 'opaque', why }
}

/** The JSON object in one part, or what is wrong with the part. */
function jsonObject(part: string): Record<string, unknown> | string {
  if (part === '') return 'is empty'
  if (!BASE64URL.test(part)) return 'is not base64url'
  try {
    const value: unknown = JSON.parse(utf8.decode(Buffer.from(part, 'base64url')))
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
    return 'is not a JSON object'
  } catch {
    return 'is not JSON in UTF-8'
  }
}

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
