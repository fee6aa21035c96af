import { jsonAnswer } from '../../http/answers.ts'
import { ask } from '../../http/ask-service.ts'
import type { Answer } from '../../http/exchange.ts'
import type { Routes } from '../../http/route-table.ts'
import type { BackendState } from '../backend-state.ts'
import { HEALTH_BUDGET_MS } from '../identify.ts'

/** What the backend says of the deployment (docs/netra.md#backend-health). */
export function aboutRoutes(state: BackendState): Routes {
  const { plan, urls } = state
  const now = () => new Date(plan.now()).toISOString()
  const entry = (url: string) => ({
    port: Number(new URL(url).port),
    url,
    api_url: url,
    ws_url: `${url.replace(/^http/, 'ws')}/ws`,
    timestamp: now(),
  })
  return {
    'GET /': () => jsonAnswer(200, { message: 'Welcome to Netra API' }),
    'GET /auth/config': () => authConfig(state),
    'GET /api/discovery/services': () =>
      jsonAnswer(200, {
        services: {
          backend: entry(urls.backend),
          frontend: entry(urls.frontend),
          auth: entry(urls.auth),
        },
        available: true,
      }),
    'GET /api/discovery/health': () =>
      jsonAnswer(200, { status: 'healthy', discovery_dir_exists: true, timestamp: now() }),
    'GET /api/config/public': () =>
      jsonAnswer(200, {
        environment: plan.environment,
        version: plan.version,
        api_url: urls.backend,
        ws_url: urls.websocket,
      }),
    'GET /api/config/websocket': () => jsonAnswer(200, { ws_url: `${urls.websocket}/ws` }),
    'GET /openapi.json': () =>
      jsonAnswer(200, { openapi: '3.1.0', info: { title: 'Netra API', version: plan.version } }),
  }
}

/** Passes the configuration of the auth service on: the one route at which the backend shows whether it reaches it (docs/netra.md#trust). */
async function authConfig({ plan, authUrl, fail }: BackendState): Promise<Answer> {
  try {
    const { status, body } = await ask({
      method: 'GET',
      url: `${authUrl}/auth/config`,
      timeoutMs: HEALTH_BUDGET_MS[plan.environment],
    })
    if (status === 200) return { status, headers: { 'content-type': 'application/json' }, body }
  } catch {
    // Said below, as for an answer of something else.
  }
  return fail(503, `Cannot connect to auth service at ${authUrl}`)
}
