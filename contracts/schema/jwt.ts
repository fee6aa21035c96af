import { z } from 'zod'
import type { Kind } from '../../env/kind.ts'
import { requestTemplate, word } from './common.ts'
import { type Fixed, kind, list, name, oneOrMore, text, values } from './pieces.ts'
import { isPublicKey } from './public-key.ts'

const seconds = z.int().min(1)

/** Longest exp − iat in seconds, for each kind of environment or for all of them. */
const lifetimeSeconds = z
  .union([seconds, z.record(kind, seconds)])
  .transform(
    (value): Record<Kind, number> =>
      typeof value === 'number'
        ? { local: value, development: value, staging: value, production: value }
        : value,
  )

/** The key that signatures are checked with: one in a variable, when that is set, a JWKS, or a public key that stands here. */
export const tokenKey = z.discriminatedUnion('kind', [
  /** A key in a variable, checked with where the variable is set. */
  z.strictObject({
    kind: z.literal('secret'),
    /** The variable that holds it: a shared secret for HS256 to HS512, otherwise a private or public key as PEM or JWK. */
    variable: name,
  }),
  /** A key set that a service publishes (RFC 7517 §5). */
  z.strictObject({ kind: z.literal('jwks'), request: requestTemplate }),
  /** A public key that stands here. */
  z.strictObject({
    kind: z.literal('public'),
    /** PEM of the public key or of its certificate, a JWK, or `{NAME}` of the variable that holds one. */
    key: z
      .union([text, z.record(z.string(), z.unknown())])
      .refine(isPublicKey, 'be a public key as PEM, as a certificate or as a JWK'),
  }),
])

/** The content of a JWT access token (RFC 7519, RFC 8725). */
export const jwtPromise = z.strictObject({
  /** Algorithms of which tokens are signed with one. */
  algorithms: oneOrMore(name),
  /** The key its signature is checked with: one in a variable, when that is set, a JWKS, or a public key that stands here. */
  key: tokenKey,
  /** Claims that every token has. */
  present: values(name),
  /** Claims with a value that is known. */
  values: list(
    z.strictObject({
      /** The name of the claim. */
      claim: name,
      is: oneOrMore(word),
    }),
  ),
  /** The claim that names the user. */
  subject: name.default('sub'),
  /** Longest exp − iat in seconds per kind of environment. */
  lifetimeSeconds,
  /** Shortest exp − iat in seconds, where one is promised: users whose tokens end sooner are thrown out. */
  shortestLifetimeSeconds: z.exactOptional(seconds),
  /** How far the clocks of issuer and services may lie apart. */
  skewSeconds: z.int().min(0).default(60),
  /** Claims of a minted or forged token, with `{subject}`, `{user.email}`, `{run}`, `{kind}`; iat, exp and jti are added. */
  claims: z.record(z.string(), z.unknown()).default({}),
  /** The key under which a claim says access or refresh, where there is one. */
  typeClaims: values(name),
  /**
   * Claims whose wrong value every verifier refuses, by promise. Most middlewares check none of them by default, so
   * nothing is asked where nothing is promised.
   */
  enforced: values(z.enum(['issuer', 'audience', 'type', 'not-before'])),
  /** The form of the secret in its variable: text, or base64 of its bytes. */
  keyEncoding: z.enum(['text', 'base64']).default('text'),
})
export type JwtPromise = Fixed<z.output<typeof jwtPromise>>
