import { detailAnswer } from '../http/answers.ts'
import { cors } from '../http/cors.ts'
import type { Interceptor } from '../http/exchange.ts'
import { stamp } from '../http/layers.ts'
import { routeTable } from '../http/route-table.ts'
import type { Service } from '../service.ts'
import type { Urls } from '../urls.ts'
import type { AuthPlan } from './auth-plan.ts'
import { createAuthState } from './auth-state.ts'
import { aboutRoutes } from './routes/about-routes.ts'
import { checkRoutes } from './routes/check-routes.ts'
import { healthRoutes } from './routes/health-routes.ts'
import { refreshRoutes, sessionRoutes } from './routes/session-routes.ts'
import { shortcutRoutes } from './routes/shortcut-routes.ts'
import { v1Routes } from './routes/v1-routes.ts'

/** Larger JSON bodies are refused (docs/netra.md#auth-health). */
const MAX_BODY_BYTES = 51_200

const SECURE_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-xss-protection': '1; mode=block',
}

/** The auth service, in its state H. */
export function authService(plan: AuthPlan, urls: Urls): Service {
  const state = createAuthState(plan, urls)
  const limit: Interceptor = (asked, next) =>
    Buffer.byteLength(asked.body) > MAX_BODY_BYTES
      ? detailAnswer(413, 'Request payload too large')
      : next(asked)
  const stamps = {
    server: 'uvicorn',
    'x-service-name': 'auth-service',
    'x-service-version': plan.version,
    ...(plan.environment === 'staging' ? SECURE_HEADERS : {}),
  }
  const rule = {
    allows: (origin: string) => plan.cors.allows(origin, urls),
    credentials: plan.cors.credentials,
    names: plan.cors.names,
    allowHeaders: ['Authorization', 'Content-Type', 'X-Service-ID', 'X-Cross-Service-Auth'],
    exposeHeaders: ['X-Service-Name', 'X-Service-Version', 'Vary'],
  }
  return {
    layers: [...plan.edge, stamp(stamps), cors(rule), ...plan.app, limit],
    routes: routeTable({
      ...aboutRoutes(state),
      ...healthRoutes(state),
      ...sessionRoutes(state),
      ...refreshRoutes(state),
      ...shortcutRoutes(state),
      ...checkRoutes(state),
      ...v1Routes(state),
    }),
  }
}
