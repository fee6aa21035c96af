import { detailAnswer, jsonAnswer } from '../../http/answers.ts'
import type { Answer, Asked } from '../../http/exchange.ts'
import { jsonObject } from '../../http/read-request.ts'
import type { Routes } from '../../http/route-table.ts'
import type { AuthState } from '../auth-state.ts'
import { tokenPair } from '../issue-token.ts'
import { missingFields } from '../refusals.ts'

const SERVICE_EXPIRES_IN_SECONDS = 3600
const DEFAULT_E2E_EMAIL = 'test@example.com'

/** The ways to a token without a login, each for one kind of environment (docs/netra.md#ways-to-a-token). */
export function shortcutRoutes(state: AuthState): Routes {
  const { plan } = state

  const devLogin = (): Answer => {
    if (plan.environment !== 'development') {
      return detailAnswer(403, 'Dev login is only available in development environment')
    }
    return jsonAnswer(200, tokenPair(state, { id: 'dev-user-001', email: 'dev@example.com' }))
  }
  /** Looks at the environment first, then at the header, the server's own key, and the given key. */
  const testLogin = (asked: Asked): Answer => {
    if (plan.environment === 'production') {
      return detailAnswer(403, 'E2E authentication is not available in production')
    }
    const key = asked.headers['x-e2e-bypass-key']
    if (key === undefined || key === '') return detailAnswer(401, 'E2E bypass key required')
    if (plan.simulationKey === undefined || plan.environment !== 'staging') {
      return detailAnswer(503, 'E2E authentication not configured')
    }
    if (key !== plan.simulationKey) return detailAnswer(401, 'Invalid E2E bypass key')
    const body = jsonObject(asked)
    if (body === undefined) return detailAnswer(422, 'Invalid JSON body')
    const email = typeof body.email === 'string' ? body.email : DEFAULT_E2E_EMAIL
    const id = `e2e-${email.split('@')[0] ?? email}`
    return jsonAnswer(200, {
      ...tokenPair(state, { id, email }),
      user: {
        id,
        email,
        name: body.name ?? 'E2E Test User',
        permissions: body.permissions ?? [],
        oauth_simulated: body.simulate_oauth ?? true,
      },
    })
  }
  /** Deployed services compare with a variable that no deploy ever sets (docs/netra.md#auth-routes). */
  const serviceToken = (asked: Asked): Answer => {
    const body = jsonObject(asked)
    const missing = missingFields(body, ['service_id', 'service_secret'])
    if (missing !== undefined) return missing
    if (plan.environment !== 'development') return detailAnswer(401, 'Invalid service credentials')
    return jsonAnswer(200, {
      access_token: state.issue('service', { id: String(body?.service_id) }),
      token_type: 'Bearer',
      expires_in: SERVICE_EXPIRES_IN_SECONDS,
    })
  }
  /** Open to everyone in every environment, and a missing field is a 500: as deployed. */
  const createToken = (asked: Asked): Answer => {
    const body = jsonObject(asked)
    if (typeof body?.user_id !== 'string' || typeof body.email !== 'string') {
      return detailAnswer(500, 'Failed to create token')
    }
    const { refresh_token: _, ...answer } = tokenPair(state, {
      id: body.user_id,
      email: body.email,
    })
    return jsonAnswer(200, answer)
  }
  return {
    'POST /auth/dev/login': devLogin,
    'POST /auth/e2e/test-auth': testLogin,
    'POST /auth/service-token': serviceToken,
    'POST /auth/create-token': createToken,
  }
}
