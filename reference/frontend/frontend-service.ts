import { jsonAnswer, textAnswer } from '../http/answers.ts'
import { ask } from '../http/ask-service.ts'
import type { Answer, Handler } from '../http/exchange.ts'
import { stamp } from '../http/layers.ts'
import type { Routes } from '../http/route-table.ts'
import { routeTable } from '../http/route-table.ts'
import type { Service } from '../service.ts'
import type { Site } from '../urls.ts'
import { makeAssets, makePage } from './build-page.ts'
import type { FrontendPlan } from './frontend-plan.ts'

const HTML = 'text/html; charset=utf-8'
const FOR_EVER = { 'cache-control': 'public, max-age=31536000, immutable' }
const NOT_FOUND =
  '<!DOCTYPE html><html><head><title>404: This page could not be found.</title></head><body><h1>404</h1></body></html>'

/** The frontend: a page, its static files, and its health (docs/netra.md#frontend-health). */
export function frontendService(plan: FrontendPlan, site: Site): Service {
  const baked = plan.baked(site.outside)
  const assets = makeAssets(baked)
  const page = textAnswer(200, HTML, makePage(assets))
  const routes = routeTable({
    'GET HEAD /': () => page,
    'GET HEAD /login': () => page,
    'GET HEAD /chat': () => page,
    ...Object.fromEntries(
      [assets.stylesheet, assets.main, assets.page].map((asset) => [
        `GET HEAD ${asset.path}`,
        () => textAnswer(200, asset.type, asset.text, FOR_EVER),
      ]),
    ),
    ...healthRoutes(plan, site),
    'GET /api/config/public': () =>
      jsonAnswer(200, { environment: plan.environment, urls: { api: baked.backend } }),
  })
  const withPage404: Handler = async (asked) => {
    const answer = await routes(asked)
    return answer.status === 404 ? textAnswer(404, HTML, NOT_FOUND) : answer
  }
  return {
    layers: [...plan.edge, stamp({ 'x-powered-by': 'Next.js' }), ...plan.app],
    routes: withPage404,
  }
}

const NO_CACHE = { 'cache-control': 'no-cache, no-store, must-revalidate' }
/** How long the frontend waits for the others (docs/netra.md#frontend-health). */
const BACKEND_BUDGET_MS = 2000
const AUTH_BUDGET_MS = 1500

interface Dependency {
  readonly status: 'healthy' | 'degraded' | 'unhealthy'
  readonly details: Readonly<Record<string, unknown>>
}

/** The frontend's health, with the addresses built into its pages (docs/netra.md#frontend-health). */
function healthRoutes(plan: FrontendPlan, site: Site): Routes {
  const startedAt = plan.now()
  const baked = plan.baked(site.outside)
  const identity = () => ({
    service: 'frontend',
    version: plan.version,
    environment: plan.environment,
    timestamp: new Date(plan.now()).toISOString(),
    uptime: (plan.now() - startedAt) / 1000,
  })
  const health = async (): Promise<Answer> => {
    const asks = plan.asks(site.inside)
    const [backend, auth] = await Promise.all([
      look(`${asks.backend}/health`, BACKEND_BUDGET_MS),
      look(`${asks.auth}/health`, AUTH_BUDGET_MS),
    ])
    const states = [backend.status, auth.status]
    const isDown = states.every((state) => state !== 'healthy')
    const status = isDown
      ? 'unhealthy'
      : states.every((state) => state === 'healthy')
        ? 'healthy'
        : 'degraded'
    const body = {
      status,
      ...identity(),
      dependencies: { backend, auth },
      urls: {
        api: baked.backend,
        websocket: baked.websocket,
        auth: baked.auth,
        frontend: baked.frontend,
      },
    }
    return jsonAnswer(isDown ? 503 : 200, body, NO_CACHE)
  }
  return {
    'GET /health': health,
    'HEAD /health': () => ({ status: 200, headers: NO_CACHE, body: '' }),
    'GET OPTIONS /api/health': () => jsonAnswer(200, { status: 'healthy', ...identity() }),
    'GET /api/health/ready': () => jsonAnswer(200, { status: 'ready', ...identity() }),
  }
}

/** A dependency that does not answer in time counts as degraded. */
async function look(url: string, timeoutMs: number): Promise<Dependency> {
  try {
    const { status } = await ask({ method: 'GET', url, timeoutMs })
    return { status: status === 200 ? 'healthy' : 'unhealthy', details: { status_code: status } }
  } catch (error) {
    const message = error instanceof Error ? error.message : 'no answer'
    return { status: 'degraded', details: { error: message } }
  }
}
