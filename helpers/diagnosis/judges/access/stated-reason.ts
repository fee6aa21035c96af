import type { Answer } from '../../../http/exchange.ts'

/** The reason in the words of a refusal: one for each part of a token that a verifier checks. */
export type StatedReason =
  | 'missing'
  | 'key'
  | 'audience'
  | 'issuer'
  | 'expired'
  | 'too-early'
  | 'type'
  | 'scope'

interface ReasonRow {
  readonly reason: StatedReason
  readonly says: RegExp
  /** Libraries whose words these are, with the version that was seen. */
  readonly source: string
}

/**
 * The words of libraries for each reason, the most specific first. A library that says "invalid" in all cases has no
 * row: its words give no reason.
 */
const REASONS: readonly ReasonRow[] = [
  {
    reason: 'scope',
    says: /insufficient[_ ]scope|InsufficientScope|missing '?scope'?|required scopes?/i,
    source: 'RFC 6750 §3.1; express-oauth2-jwt-bearer 1.10.0; Spring Security 6',
  },
  {
    reason: 'missing',
    says: /no authori[sz]ation (?:token was found|included)|not authenticated|authentication credentials were not provided|missing authentication|missing[ _]authorization|missing (?:bearer|'bearer'|jwt|token)|no (?:jwt|access|bearer|auth)? ?token (?:was )?(?:found|provided|in)|authori[sz]ation header (?:is )?(?:missing|required|with bearer)|NO_AUTHORIZATION_IN_HEADER|jwt must be provided|missing or malformed jwt/i,
    source:
      'express-jwt 8.5.1; FastAPI 0.165.0; DRF 3.18.3; @hapi/jwt 3.2.4; Authlib 1.9.10; Litestar 2.25.0; @fastify/jwt 10.2.8; hono 4.13.19; fiber jwtware',
  },
  {
    reason: 'too-early',
    says: /jwt not active|not yet (?:valid|active)|not valid yet|used before (?:issued)?|will be active at|"?'?nbf'?"?(?:&quot;|&#39;)? claim|nbf validation|iat validation|\((?:iat|nbf)\)/i,
    source:
      'jsonwebtoken 9.0.3; jose 6; fast-jwt 6.3.6; @hapi/jwt 3.2.4; PyJWT 2.15.1; Authlib 1.9.10; golang-jwt 4; lestrrat jwx; Nimbus',
  },
  {
    reason: 'expired',
    says: /jwt expired|token[ _](?:has |is )?expired|TOKEN_EXPIRED|exp(?:'|"|&quot;|&#39;)? claim timestamp|signature has expired|expired_token/i,
    source:
      'jsonwebtoken 9.0.3; jose 6; fast-jwt 6.3.6; @hapi/jwt 3.2.4; PyJWT 2.15.1; golang-jwt 5',
  },
  {
    reason: 'audience',
    says: /\baud(?:ience)?(?:'|"|&quot;|&#39;)? (?:invalid|value|claim|doesn.t match|is not|validation|mismatch)|audience is not allowed|invalid audience|wrong audience|audience invalid/i,
    source:
      'jsonwebtoken 9.0.3; jose 6; fast-jwt 6.3.6; @hapi/jwt 3.2.4; PyJWT 2.15.1; Nimbus (Spring Security 6)',
  },
  {
    reason: 'issuer',
    says: /\biss(?:uer)?(?:'|"|&quot;|&#39;)? (?:invalid|value|claim|is not|validation|mismatch)|invalid issuer|issuer invalid|issuer doesn.t match|wrong issuer/i,
    source: 'jsonwebtoken 9.0.3; jose 6; fast-jwt 6.3.6; PyJWT 2.15.1; Nimbus (Spring Security 6)',
  },
  {
    reason: 'type',
    says: /header typ|"?typ"?(?: \(type\))? .{0,20}not allowed|wrong token type|token has wrong type|unexpected token type/i,
    source: 'Nimbus (Spring Security 6); DRF simplejwt 5.5.1',
  },
  {
    reason: 'key',
    says: /signature (?:verification failed|is invalid|invalid|mismatch|could not be verified)|invalid (?:token )?signature|no (?:matching|applicable) key|unable to find a signing key|unknown kid|kid .{0,30}not found/i,
    source:
      'jsonwebtoken 9.0.3; jose 6; fast-jwt 6.3.6; @hapi/jwt 3.2.4; PyJWT 2.15.1; golang-jwt 5; Nimbus (Spring Security 6)',
  },
]

const LOOKED_AT = 4096

/** The reason of a refusal, from the challenge (RFC 6750 §3) or the body; undefined if its words give none. */
export function statedReason({ text, headers }: Answer): StatedReason | undefined {
  const said = `${headers['www-authenticate'] ?? ''} ${text.slice(0, LOOKED_AT)}`
  return REASONS.find(({ says }) => says.test(said))?.reason
}

/** For each reason, the end of the sentence "refuses good tokens: …", and what to compare first. */
export const REASON_WORDS: Readonly<
  Record<StatedReason, { readonly means: string; readonly step: string }>
> = {
  missing: {
    means: 'it says that no token arrived',
    step: 'Look for what removes or renames the header of the token between users and the service.',
  },
  key: {
    means: 'it says that the signature is wrong',
    step: 'Compare the key that the service checks with and the key that the issuer signs with, by a hash of each; after a rotation, the service must load the key again.',
  },
  audience: {
    means: 'it says that the audience is wrong',
    step: 'Decode the token and compare its `aud` with the audience that the service is configured to expect.',
  },
  issuer: {
    means: 'it says that the issuer is wrong',
    step: 'Decode the token and compare its `iss` with the issuer that the service is configured to expect, slash and all.',
  },
  expired: {
    means: 'it says that the token has expired',
    step: 'Compare `exp` of the token with the Date of the answer: a clock is ahead, or the lifetime is shorter than the time until the service checks the token.',
  },
  'too-early': {
    means: 'it says that the token is not valid yet',
    step: 'Compare `iat` and `nbf` of the token with the Date of the answer: one clock is behind the other; allow some seconds of leeway.',
  },
  type: {
    means: 'it says that the type of the token is wrong',
    step: 'Compare `typ` in the header of the token (RFC 9068 writes at+jwt) and its type claims with what the middleware accepts.',
  },
  scope: {
    means: 'it says that a scope is missing',
    step: 'Compare the scopes of the token with those that the route needs, and let the issuer grant them to this client.',
  },
}
