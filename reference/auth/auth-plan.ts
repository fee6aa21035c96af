import type { ServicePlan } from '../service.ts'
import type { Claims } from '../tokens/jws.ts'
import type { TokenRule } from './check-token.ts'
import type { TokenKind } from './issue-token.ts'

/** The auth service's settings. Undefined secrets are not configured. */
export interface AuthPlan extends ServicePlan {
  jwtSecret: string
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
