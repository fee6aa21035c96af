import { jsonAnswer, textAnswer } from '../http/answers.ts'
import type { Handler } from '../http/exchange.ts'
import { stamp } from '../http/layers.ts'
import { routeTable } from '../http/route-table.ts'
import type { Service } from '../service.ts'
import type { Site } from '../urls.ts'
import { makeAssets, makePage } from './build-page.ts'
import type { FrontendPlan } from './frontend-plan.ts'
import { healthRoutes } from './health-routes.ts'

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
