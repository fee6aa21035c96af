import type { ServicePlan } from '../service-plan.ts'
import type { Claims } from '../tokens/claims.ts'
import type { TokenKind } from './token-kind.ts'
import type { TokenRule } from './token-rule.ts'

/** The auth service's settings. Undefined secrets are not configured. */
export interface AuthPlan extends ServicePlan {
  jwtSecret: string
  /** What new tokens say in `iss`, and what accepted tokens must say there. */
  issuer: string
  /** The last word on a new token's claims. */
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
  /** Newer versions check service headers only when both are there (docs/netra.md#auth-routes). */
  serviceHeaders: 'optional' | 'required'
  database: 'connected' | 'down'
  googleLogin: 'configured' | 'missing'
  /** The account that exists before anyone registers. */
  readonly account: { readonly email: string; readonly password: string }
}
