import type { Refusal } from '../schema/common.ts'
import type { HealthBody } from '../schema/health.ts'
import type { ServicePromise } from '../schema/service.ts'
import { authCapabilities, backendCapabilities } from './capabilities.ts'

/** The region of the project netra-staging; that of production is not known. */
const REGION = 'us-central1'

/** The words of its services for good health, in all generations of the API (docs/netra.md#generations). */
const HEALTHY = ['healthy', 'ok', 'ready', 'running', 'alive', 'operational']

/** Words for a dependency that serves, or that is switched off on purpose. */
const UP = [
  'connected',
  'healthy',
  'ok',
  'ready',
  'available',
  'up',
  true,
  'disabled',
  'not_configured',
  'skipped',
  'skipped_optional',
]

/** A cold start must not be red, a minute of silence must (docs/netra.md#frontend-health). */
const HEALTH_WITHIN_MS = 5_000

const REASONS = ['reason', 'message', 'error', 'details.phase', 'details']

const body = (dependencies: HealthBody['dependencies']): HealthBody => ({
  format: 'json',
  at: 'status',
  healthy: HEALTHY,
  degraded: ['degraded', 'critical'],
  starting: [
    { at: 'startup_in_progress', is: [true] },
    { at: 'status', is: ['starting', 'initializing'] },
  ],
  notReady: [{ at: 'status', is: ['not_ready'] }],
  reasons: REASONS,
  dependencies,
})

const DATABASE: HealthBody['dependencies'][number] = {
  name: 'database',
  at: 'database_status',
  up: UP,
  blamedBy: ['database', 'postgres', 'cloud sql'],
  need: 'required',
}

/** No bearer at all: 403 "Not authenticated", 401 with newer versions of the framework (docs/netra.md#trust). */
const WITHOUT_BEARER: Refusal = {
  statuses: [401, 403],
  reasons: ['authenticat', 'authoriz', 'token', 'credentials', 'bearer'],
}

/** A wrong token: 401 "Invalid or expired token". An empty token counts as none. */
const WRONG_TOKEN: Refusal = {
  statuses: [401, 403],
  reasons: ['token', 'authenticat', 'credentials', 'unauthorized', 'bearer'],
}

export const auth: ServicePromise = {
  name: 'auth',
  urlVariable: 'AUTH_SERVICE_URL',
  dependsOn: [],
  deployedAs: { staging: { service: 'netra-auth-service', region: REGION } },
  health: [
    {
      id: 'health',
      path: '/health',
      role: 'liveness',
      statuses: [200],
      body: body([DATABASE]),
      head: 'agrees',
      withinMs: HEALTH_WITHIN_MS,
    },
    {
      id: 'ready',
      path: '/health/ready',
      role: 'readiness',
      statuses: [200],
      head: 'agrees',
      withinMs: HEALTH_WITHIN_MS,
      body: body([DATABASE]),
    },
  ],
  capabilities: authCapabilities,
  identity: [{ path: '/health', at: 'service', is: ['auth-service'] }],
  revision: [{ path: '/health', at: 'version' }],
  protectedRoutes: [
    {
      title: "the caller's own identity",
      request: { service: 'auth', method: 'GET', path: '/auth/me' },
      accepted: [200],
      withoutCredentials: WITHOUT_BEARER,
      withWrongToken: WRONG_TOKEN,
    },
  ],
}

export const backend: ServicePromise = {
  name: 'backend',
  urlVariable: 'BACKEND_URL',
  dependsOn: ['auth'],
  deployedAs: { staging: { service: 'netra-backend-staging', region: REGION } },
  health: [
    {
      id: 'health',
      path: '/health',
      role: 'liveness',
      statuses: [200],
      body: body([]),
      head: 'agrees',
      withinMs: HEALTH_WITHIN_MS,
    },
    {
      id: 'ready',
      path: '/health/ready',
      role: 'readiness',
      statuses: [200],
      head: 'not-promised',
      withinMs: HEALTH_WITHIN_MS,
      body: body([
        {
          name: 'database',
          at: 'core_db',
          up: UP,
          blamedBy: ['database', 'postgres', 'cloud sql', 'core_db'],
          need: 'required',
        },
        { name: 'redis', at: 'redis_db', up: UP, blamedBy: ['redis'], need: 'required' },
        {
          name: 'clickhouse',
          at: 'clickhouse_db',
          up: UP,
          blamedBy: ['clickhouse'],
          need: 'optional',
        },
      ]),
    },
  ],
  capabilities: backendCapabilities,
  identity: [
    { path: '/', at: 'message', is: ['Welcome to Netra API'] },
    { path: '/health', at: 'service', is: ['netra-ai-platform', 'backend-service'] },
  ],
  revision: [{ path: '/health', at: 'version' }],
  protectedRoutes: [
    {
      title: "the caller's threads",
      request: { service: 'backend', method: 'GET', path: '/api/threads?limit=1&offset=0' },
      accepted: [200],
      withoutCredentials: WITHOUT_BEARER,
      withWrongToken: WRONG_TOKEN,
    },
    {
      title: "the caller's chat messages",
      request: { service: 'backend', method: 'GET', path: '/api/chat/messages' },
      accepted: [200],
      withoutCredentials: WITHOUT_BEARER,
      withWrongToken: WRONG_TOKEN,
    },
  ],
}

export const frontend: ServicePromise = {
  name: 'frontend',
  urlVariable: 'FRONTEND_URL',
  dependsOn: ['auth', 'backend'],
  deployedAs: { staging: { service: 'netra-frontend-staging', region: REGION } },
  health: [
    {
      id: 'health',
      path: '/health',
      role: 'liveness',
      statuses: [200],
      head: 'not-promised',
      withinMs: HEALTH_WITHIN_MS,
      body: body([
        { name: 'backend', at: 'dependencies.backend.status', up: UP, need: 'required' },
        { name: 'auth', at: 'dependencies.auth.status', up: UP, need: 'required' },
      ]),
    },
  ],
  capabilities: [],
  identity: [{ path: '/health', at: 'service', is: ['frontend'] }],
  revision: [{ path: '/health', at: 'version' }],
  protectedRoutes: [],
}
