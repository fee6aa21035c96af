import { detailAnswer, jsonAnswer } from '../../http/answers.ts'
import type { Answer, Asked } from '../../http/exchange.ts'
import { bearerToken, jsonObject } from '../../http/read-request.ts'
import type { Routes } from '../../http/route-table.ts'
import type { AuthState } from '../auth-state.ts'
import { tokenPair } from '../issue-token.ts'
import { missingFields } from '../refusals.ts'

/** Accounts and sessions: register, login, logout, me (docs/netra.md#auth-routes). */
export function sessionRoutes(state: AuthState): Routes {
  const { plan, accounts } = state

  const register = (asked: Asked): Answer => {
    const body = jsonObject(asked)
    const missing = missingFields(body, ['email', 'password'])
    if (missing !== undefined) return missing
    const email = String(body?.email)
    const taken = detailAnswer(409, 'User already exists')
    if (!email.includes('@')) return taken
    const name = typeof body?.name === 'string' ? body.name : (email.split('@')[0] ?? email)
    const password = String(body?.password)
    const account = accounts.add({ email, password, name, now: plan.now() })
    if (account === undefined) return taken
    return jsonAnswer(200, { ...tokenPair(state, account), user: { id: account.id, email, name } })
  }
  const login = (asked: Asked): Answer => {
    const body = jsonObject(asked)
    const missing = missingFields(body, ['email', 'password'])
    if (missing !== undefined) return missing
    const account = accounts.login(String(body?.email), String(body?.password))
    if (account === undefined) return detailAnswer(401, 'Invalid credentials')
    const user = { id: account.id, email: account.email }
    return jsonAnswer(200, { ...tokenPair(state, account), user })
  }
  const logout = (asked: Asked): Answer => {
    const token = bearerToken(asked)
    if (token !== undefined) state.loggedOut.set(token, true)
    return jsonAnswer(200, { message: 'Successfully logged out', status: 'success' })
  }
  const me = (asked: Asked): Answer => {
    const token = bearerToken(asked)
    if (token === undefined) return detailAnswer(401, 'Bearer token required')
    const verdict = state.check(token, 'access')
    if (!verdict.valid) return detailAnswer(401, 'Invalid or expired token')
    const { sub, email, permissions, exp } = verdict.claims
    const account = accounts.find(String(email))
    return jsonAnswer(200, {
      user_id: sub,
      email,
      permissions: permissions ?? [],
      ...(account?.id === sub
        ? { name: account?.name, created_at: isoTime(account?.createdAt), auth_provider: 'local' }
        : {}),
      token_expires_at: isoTime(Number(exp) * 1000),
    })
  }
  return {
    'POST /auth/register': register,
    'POST /auth/login': login,
    'GET /auth/login': (asked) => googleLogin(asked, state),
    'POST /auth/logout': logout,
    'GET /auth/me': me,
  }
}

function googleLogin(asked: Asked, { plan, urls }: AuthState): Answer {
  if (asked.query.get('provider') !== 'google') return detailAnswer(400, 'Unsupported provider')
  if (plan.googleLogin === 'missing') return detailAnswer(503, 'OAuth not configured')
  const redirect = encodeURIComponent(`${urls.auth}/auth/callback`)
  const location = `https://accounts.google.com/o/oauth2/v2/auth?redirect_uri=${redirect}`
  return { status: 302, headers: { location }, body: '' }
}

function isoTime(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined || Number.isNaN(milliseconds)
    ? undefined
    : new Date(milliseconds).toISOString()
}

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
