import { detailAnswer, jsonAnswer } from '../../http/answers.ts'
import type { Answer, Asked } from '../../http/exchange.ts'
import { jsonObject } from '../../http/read-request.ts'
import type { Routes } from '../../http/route-table.ts'
import type { AuthState } from '../auth-state.ts'
import { tokenPair } from '../issue-token.ts'

/** The three names the token may come under: clients of three ages are still about (F49). */
const FIELD_NAMES = ['refresh_token', 'refreshToken', 'token']

/** Exchanges a refresh token, once, for a new pair (docs/netra.md#auth-routes). */
export function refreshRoutes(state: AuthState): Routes {
  const refresh = (asked: Asked): Answer => {
    const body = jsonObject(asked)
    if (body === undefined) return detailAnswer(422, 'Invalid JSON body')
    const field = FIELD_NAMES.find((name) => typeof body[name] === 'string' && body[name] !== '')
    if (field === undefined) {
      return detailAnswer(422, {
        error: 'refresh_token field is required',
        received_keys: Object.keys(body),
      })
    }
    const verdict = state.check(String(body[field]), 'refresh')
    if (!verdict.valid) return detailAnswer(401, 'Invalid refresh token')
    const { sub, email, jti } = verdict.claims
    if (state.plan.refreshTokens === 'one-shot') {
      if (state.usedRefresh.has(String(jti))) return detailAnswer(401, 'Invalid refresh token')
      state.usedRefresh.set(String(jti), true)
    }
    return jsonAnswer(200, tokenPair(state, { id: String(sub), email: String(email) }))
  }
  return { 'POST /auth/refresh': refresh }
}
