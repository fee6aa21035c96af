import { jsonAnswer } from '../../http/answers.ts'
import type { Answer, Asked } from '../../http/exchange.ts'
import { bearerToken, jsonObject } from '../../http/read-request.ts'
import type { Routes } from '../../http/route-table.ts'
import type { AuthState } from '../auth-state.ts'
import { serviceHeadersError } from '../refusals.ts'

/** Says whether a token is good: always with 200, the verdict is in the body (docs/netra.md#auth-routes). */
export function checkRoutes(state: AuthState): Routes {
  const invalid = (error: string, message: string): Answer =>
    jsonAnswer(200, { valid: false, error, message })

  /** What the backend asks, with its own id and secret in the headers (docs/netra.md#trust). */
  const validate = (asked: Asked): Answer => {
    const token = jsonObject(asked)?.token
    if (typeof token !== 'string' || token === '') {
      return invalid('missing_token', 'Token is required')
    }
    const refusal = serviceHeadersError(asked, state.plan)
    if (refusal !== undefined) return invalid(refusal.error, refusal.message)
    const verdict = state.check(token, 'access')
    if (!verdict.valid) return invalid('invalid_token', 'Token is invalid or expired')
    const { sub, email, permissions, exp } = verdict.claims
    return jsonAnswer(200, {
      valid: true,
      user_id: sub,
      email,
      permissions: permissions ?? [],
      expires_at: isoTime(exp),
    })
  }
  const verify = (asked: Asked): Answer => {
    const body = asked.method === 'POST' ? jsonObject(asked) : undefined
    const token = bearerToken(asked) ?? body?.token ?? body?.access_token
    if (typeof token !== 'string') return jsonAnswer(200, { valid: false, error: 'missing_token' })
    const verdict = state.check(token, 'access')
    if (!verdict.valid) return jsonAnswer(200, { valid: false, error: 'invalid_token' })
    const { sub, email, permissions, exp } = verdict.claims
    return jsonAnswer(200, { valid: true, user_id: sub, email, exp: isoTime(exp), permissions })
  }
  const checkLoggedOut = (asked: Asked): Answer => {
    const token = jsonObject(asked)?.token
    const blacklisted = typeof token === 'string' && state.loggedOut.has(token)
    return jsonAnswer(200, { blacklisted, status: 'success' })
  }
  return {
    'POST /auth/validate': validate,
    'GET POST /auth/verify': verify,
    'POST /auth/check-blacklist': checkLoggedOut,
  }
}

/** Seconds since the epoch as ISO text; a token without that claim gives null. */
function isoTime(seconds: unknown): string | null {
  return typeof seconds === 'number' ? new Date(seconds * 1000).toISOString() : null
}
