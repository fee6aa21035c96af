import { ask } from '../http/ask-service.ts'
import type { Environment } from '../service.ts'
import { readJws } from '../tokens/jws.ts'
import type { Urls } from '../urls.ts'

/** The user of a request, as the backend knows it. */
export interface Caller {
  readonly userId: string
  readonly email: string
}

/** What the backend learned about a token. */
export type Identity =
  | { readonly kind: 'known'; readonly caller: Caller }
  | { readonly kind: 'refused' }
  /** The auth service could not be asked. */
  | { readonly kind: 'unreachable' }

export type Identifier = (token: string) => Promise<Identity>

/** How long the real services wait for the health of the auth service (docs/netra.md#trust). */
export const HEALTH_BUDGET_MS = { development: 1000, staging: 300, production: 1000 } as const
/** How long it waits for the verdict on a token (docs/netra.md#trust). */
export const VALIDATE_WITHIN_MS = 3000

/** Where the auth service is, and the id and secret that the backend has there. */
interface AuthAccess {
  readonly environment: Environment
  readonly authUrl: (urls: Urls) => string
  readonly serviceId: string
  readonly serviceSecret: string | undefined
  readonly validateWithinMs: number
}

/**
 * Makes the function that asks the auth service for the user of a token: first for its health, then whether the token
 * is valid. The backend has no key of its own (docs/netra.md#trust).
 */
export function makeIdentifier(plan: AuthAccess, urls: Urls): Identifier {
  const authUrl = plan.authUrl(urls)
  const serviceHeaders: Record<string, string> =
    plan.serviceSecret === undefined
      ? {}
      : { 'x-service-id': plan.serviceId.trim(), 'x-service-secret': plan.serviceSecret.trim() }
  return async (token) => {
    try {
      const timeoutMs = HEALTH_BUDGET_MS[plan.environment]
      const health = await ask({ method: 'GET', url: `${authUrl}/health`, timeoutMs })
      if (health.status !== 200) return { kind: 'unreachable' }
      const { status, body } = await ask({
        method: 'POST',
        url: `${authUrl}/auth/validate`,
        headers: serviceHeaders,
        body: { token, token_type: 'access' },
        timeoutMs: plan.validateWithinMs,
      })
      if (status !== 200) return { kind: 'unreachable' }
      const verdict = JSON.parse(body) as { valid?: unknown; user_id?: unknown; email?: unknown }
      if (verdict.valid !== true) return { kind: 'refused' }
      return known(verdict.user_id, verdict.email)
    } catch {
      return { kind: 'unreachable' }
    }
  }
}

/** The user that a token names, without any check: for the faults of a backend that does not check tokens. */
export function believeToken(token: string): Identity {
  const claims = readJws(token)?.claims
  return claims === undefined ? { kind: 'refused' } : known(claims.sub, claims.email)
}

function known(userId: unknown, email: unknown): Identity {
  return { kind: 'known', caller: { userId: String(userId), email: String(email ?? '') } }
}
