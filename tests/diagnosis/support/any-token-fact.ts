import fc from 'fast-check'
import type { JwtPromise } from '../../../contracts/schema/jwt.ts'
import type { TokenPromise } from '../../../contracts/schema/tokens.ts'
import { Secret } from '../../../env/secret.ts'
import type { TokenFact } from '../../../helpers/diagnosis/judges/token/judge-token.ts'
import { type DecodedToken, decodeToken } from '../../../helpers/tokens/decode-token.ts'
import type { TokenOutcome } from '../../../helpers/tokens/obtain-token.ts'
import type { SignatureFact } from '../../../helpers/tokens/verify-signature.ts'
import { anyText } from '../../http/support/any-text.ts'
import { tokens } from '../../support/contracts.ts'
import { anyJson } from './any-body.ts'
import { anyAnswer, anyExchange, anySilence } from './any-fact.ts'
import { answer } from './facts.ts'
import { base64url } from './issued.ts'

const CLAIMS = ['alg', 'kid', 'sub', 'iss', 'aud', 'iat', 'exp', 'nbf', 'jti', 'token_type']

const anyClaim = fc.oneof(
  { weight: 2, arbitrary: anyJson },
  { weight: 1, arbitrary: fc.integer() },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      'netra-auth-service',
      'netra-platform',
      'access',
      'HS256',
      'none',
    ),
  },
)

const anyClaims = fc.dictionary(fc.constantFrom(...CLAIMS), anyClaim)

/** Tokens as they are decoded in a run: JWTs with any claims, and strings that are none. */
export const anyDecoded: fc.Arbitrary<DecodedToken> = fc.oneof(
  fc
    .tuple(anyClaims, anyClaims, fc.constantFrom('c2lnbmF0dXJl', ''))
    .map(([header, payload, signature]) =>
      decodeToken(new Secret(`${base64url(header)}.${base64url(payload)}.${signature}`)),
    ),
  anyText.map((text) => decodeToken(new Secret(text))),
)

export const anyTokenFact: fc.Arbitrary<TokenFact> = fc
  .record({
    decoded: anyDecoded,
    receivedAtMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    subject: fc.option(anyText, { nil: undefined }),
    exchange: fc.option(anyExchange, { nil: undefined }),
  })
  .map(({ decoded, receivedAtMs, subject, exchange }) => ({
    decoded,
    receivedAtMs,
    ...(subject !== undefined && { subject }),
    ...(exchange && { exchange }),
  }))

export const anySignature: fc.Arbitrary<SignatureFact> = fc.oneof(
  fc.constant<SignatureFact>({ kind: 'valid', algorithm: 'HS256' }),
  fc.record({
    kind: fc.constantFrom(
      'invalid' as const,
      'unsigned' as const,
      'algorithm-not-promised' as const,
      'key-not-found' as const,
      'unsupported' as const,
      'unreadable-keys' as const,
      'not-a-jwt' as const,
    ),
    detail: fc.constant('the signature does not match the key'),
  }),
)

export const anyOutcome: fc.Arbitrary<TokenOutcome> = fc
  .record({
    exchange: anyAnswer,
    noAnswer: anySilence,
    kind: fc.constantFrom('unavailable', 'refused', 'no-token', 'no-answer', 'not-made'),
  })
  .map(({ exchange, noAnswer, kind }): TokenOutcome => {
    if (kind === 'no-answer') return { kind, noAnswer }
    if (kind === 'not-made') return { kind, detail: 'JWT_SECRET_KEY: it is too short to sign with' }
    return { kind: kind as 'refused', exchange }
  })

/** A platform that publishes its keys. */
export const publishing: TokenPromise = {
  ...tokens,
  jwt: {
    ...(tokens.jwt as JwtPromise),
    algorithms: ['RS256'],
    key: { kind: 'jwks', request: { service: 'auth', method: 'GET', path: '/jwks' } },
  },
}

/** A JWK Set with fields that may be anything. */
export const anyKeySet = fc
  .array(
    fc.dictionary(
      fc.constantFrom('kid', 'kty', 'use', 'alg', 'n'),
      fc.oneof(anyText, fc.jsonValue()),
    ),
    { maxLength: 9 },
  )
  .map((keys) => answer(200, { keys }))
