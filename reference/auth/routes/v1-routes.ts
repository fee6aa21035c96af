import { BoundedMap } from '../../bounded-map.ts'
import { jsonAnswer } from '../../http/answers.ts'
import type { Answer, Asked } from '../../http/exchange.ts'
import { jsonObject } from '../../http/read-request.ts'
import type { Routes } from '../../http/route-table.ts'
import type { TokenKind } from '../auth-plan.ts'
import type { AuthState } from '../auth-state.ts'
import { makeChecker } from '../check-token.ts'

const REGISTERED_SERVICES = ['netra-backend', 'netra-websocket', 'netra-admin']
const KINDS: readonly TokenKind[] = ['access', 'refresh', 'service']

/**
 * The second generation of the auth API (docs/netra.md#auth-routes). It never hears of a logout: each part
 * of the service keeps its own list of logged-out tokens (F56).
 */
export function v1Routes(state: AuthState): Routes {
  const { plan } = state
  const check = makeChecker(plan, new BoundedMap(0))
  const now = () => new Date(plan.now()).toISOString()

  const validate = (asked: Asked): Answer => {
    const body = jsonObject(asked)
    const kind = KINDS.find((known) => known === (body?.token_type ?? 'access'))
    const token = typeof body?.token === 'string' ? body.token : ''
    const verdict = kind === undefined ? undefined : check(token, kind)
    if (verdict === undefined || !verdict.valid) {
      const error = 'invalid_or_expired_token'
      return jsonAnswer(200, { valid: false, error, validation_timestamp: now() })
    }
    const { sub, email, permissions, exp, iat } = verdict.claims
    return jsonAnswer(200, {
      valid: true,
      user_id: sub,
      email,
      permissions: permissions ?? [],
      expires_at: exp,
      issued_at: iat,
      token_type: kind,
      validation_timestamp: now(),
    })
  }
  /** The only place where a deployed SERVICE_SECRET can be proved from outside. */
  const authenticate = (asked: Asked): Answer => {
    const body = jsonObject(asked)
    const id = String(body?.service_id ?? '')
    const error = serviceError(id, body?.service_secret, plan.serviceSecret)
    if (error !== undefined) {
      return jsonAnswer(200, { authenticated: false, service_id: id, error })
    }
    return jsonAnswer(200, {
      authenticated: true,
      service_token: state.issue('service', { id }),
      service_id: id,
      permissions: body?.requested_permissions ?? [],
    })
  }
  const health = (service: string) => (): Answer =>
    jsonAnswer(200, { status: 'healthy', service, timestamp: now() })
  return {
    'POST /api/v1/jwt/validate': validate,
    'POST /api/v1/service/authenticate': authenticate,
    'GET /api/v1/jwt/health': health('jwt-validation-api'),
    'GET /api/v1/service/health': health('service-auth-api'),
    'GET /api/v1/auth/websocket/health': health('websocket-auth-api'),
  }
}

function serviceError(id: string, given: unknown, secret: string | undefined): string | undefined {
  if (!REGISTERED_SERVICES.includes(id)) return 'unknown_service_id'
  if (secret === undefined) return 'service_secret_not_configured'
  return given === secret ? undefined : 'invalid_service_secret'
}
