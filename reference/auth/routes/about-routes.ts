import { jsonAnswer, textAnswer } from '../../http/answers.ts'
import type { Routes } from '../../http/route-table.ts'
import type { AuthState } from '../auth-state.ts'

/** What the auth service says of itself and of its login (docs/netra.md#auth-routes). */
export function aboutRoutes({ plan, urls }: AuthState): Routes {
  const google = plan.googleLogin === 'configured'
  const isDevelopment = plan.environment === 'development'
  const about = { service: 'auth-service', version: plan.version, status: 'running' }
  const callback = `${urls.auth}/auth/callback`
  return {
    'GET HEAD /': () => jsonAnswer(200, about),
    'GET /auth/status': () =>
      jsonAnswer(200, { ...about, timestamp: new Date(plan.now()).toISOString() }),
    'GET HEAD /cors/test': () => jsonAnswer(200, { ...about, cors_status: 'configured' }),
    'GET /auth/config': () =>
      jsonAnswer(200, {
        google_client_id: google ? 'reference.apps.googleusercontent.com' : '',
        oauth_enabled: google,
        development_mode: isDevelopment,
        endpoints: {
          login: `${urls.auth}/auth/login`,
          logout: `${urls.auth}/auth/logout`,
          callback,
          token: `${urls.auth}/auth/token`,
          user: `${urls.auth}/auth/me`,
          ...(isDevelopment ? { dev_login: `${urls.auth}/auth/dev/login` } : {}),
        },
        authorized_javascript_origins: [urls.frontend],
        authorized_redirect_uris: [callback],
        oauth_redirect_uri: callback,
      }),
    'GET HEAD /oauth/status': () =>
      jsonAnswer(google || isDevelopment ? 200 : 503, {
        available_providers: google ? ['google'] : [],
        oauth_providers: { google: { is_healthy: google } },
        oauth_healthy: google,
      }),
    'GET /oauth/providers': () =>
      jsonAnswer(200, {
        providers: google ? ['google'] : [],
        status: google ? 'configured' : 'not_configured',
        timestamp: new Date(plan.now()).toISOString(),
      }),
    'GET /openapi.json': () =>
      jsonAnswer(200, { openapi: '3.1.0', info: { title: 'Auth Service', version: plan.version } }),
    'GET HEAD /docs': () =>
      textAnswer(200, 'text/html; charset=utf-8', '<!doctype html><title>Auth Service</title>'),
  }
}
