import { randomBytes } from 'node:crypto'
import type { Environment } from '../service.ts'
import { type Claims, signJws } from '../tokens/jws.ts'
import type { AuthPlan, TokenKind } from './auth-plan.ts'

/** The user or service that a token names in `sub`. */
export interface Subject {
  readonly id: string
  /** Users have an address, services have none. */
  readonly email?: string
}

export type Issuer = (kind: TokenKind, subject: Subject) => string

const MINUTE = 60
const DAY = 86_400

/** Seconds a token lives (docs/netra.md#lifetimes). Service tokens live as long as access tokens. */
const LIFETIMES: Readonly<Record<Environment, { access: number; refresh: number }>> = {
  development: { access: 120 * MINUTE, refresh: 30 * DAY },
  staging: { access: 30 * MINUTE, refresh: 14 * DAY },
  production: { access: 15 * MINUTE, refresh: 7 * DAY },
}

const SERVICE_MARKS: Readonly<Record<Environment, string>> = {
  development: 'netra_auth_service_dev',
  staging: 'netra_auth_service_staging',
  production: 'netra_auth_service_prod',
}

/** Makes the function that issues tokens with the claims of docs/netra.md#claims. */
export function makeIssuer(plan: AuthPlan): Issuer {
  let counter = 0
  return (kind, subject) => {
    counter += 1
    const now = plan.now()
    const issuedAt = Math.floor(now / 1000)
    const mark = randomBytes(4).toString('hex')
    const claims: Claims = {
      sub: subject.id,
      ...(kind === 'service' ? { service: subject.id } : { email: subject.email }),
      ...(kind === 'access' ? { permissions: [] } : {}),
      token_type: kind,
      type: kind,
      iss: plan.issuer,
      aud: kind === 'service' ? 'netra-services' : 'netra-platform',
      jti: `jti_${now}_${counter}_${mark}`,
      env: plan.environment,
      svc_id: SERVICE_MARKS[plan.environment],
      iat: issuedAt,
      exp: issuedAt + lifetime(plan, kind),
    }
    return signJws(plan.claims(claims, kind), plan.jwtSecret)
  }
}

function lifetime(plan: AuthPlan, kind: TokenKind): number {
  const usual = LIFETIMES[plan.environment]
  return plan.lifetimes[kind] ?? (kind === 'refresh' ? usual.refresh : usual.access)
}

/** The service says 900 for every lifetime (docs/netra.md#lifetimes). */
const EXPIRES_IN_SECONDS = 900

/** The answer of every route that logs a user in. */
export function tokenPair(
  { issue }: { readonly issue: Issuer },
  subject: Subject,
): Record<string, unknown> {
  return {
    access_token: issue('access', subject),
    refresh_token: issue('refresh', subject),
    token_type: 'Bearer',
    expires_in: EXPIRES_IN_SECONDS,
  }
}
