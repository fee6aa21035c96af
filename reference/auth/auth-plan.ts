import type { ServicePlan } from '../service.ts'
import type { Claims } from '../tokens/jws.ts'

/** What stands in a token's `type` and `token_type`. */
export type TokenKind = 'access' | 'refresh' | 'service'

/** The rules a presented token must pass, in the order they are looked at (docs/netra.md#token-rules). */
export const TOKEN_RULES = [
  'not-a-mock',
  'not-logged-out',
  'algorithm',
  'signature',
  'expiry',
  'not-before',
  'required-claims',
  'kind',
  'issuer',
  'audience',
  'not-from-the-future',
  'age',
] as const

export type TokenRule = (typeof TOKEN_RULES)[number]

/** The auth service's settings. Undefined secrets are not configured. */
export interface AuthPlan extends ServicePlan {
  jwtSecret: string
  /** Secrets that signed tokens before: they are accepted while a secret is rotated. */
  earlierSecrets: readonly string[]
  /** The `iss` of new tokens, which accepted tokens must have. */
  issuer: string
  /** Changes a new token's claims last. */
  claims: (claims: Claims, kind: TokenKind) => Claims
  /** Seconds; what is not named follows the environment (docs/netra.md#lifetimes). */
  lifetimes: Partial<Record<TokenKind, number>>
  /** The rules a presented token must pass (docs/netra.md#token-rules). */
  readonly rules: Set<TokenRule>
  refreshTokens: 'one-shot' | 'reusable'
  simulationKey: string | undefined
  /** The only service that may present a service secret, and that secret. */
  serviceId: string
  serviceSecret: string | undefined
  /** Newer versions check service headers only if both are sent (docs/netra.md#auth-routes). */
  serviceHeaders: 'optional' | 'required'
  database: 'connected' | 'down'
  googleLogin: 'configured' | 'missing'
  /** The account that exists from the start. */
  readonly account: { readonly email: string; readonly password: string }
}
