import type { RefusalInput } from '../schema/common.ts'
import type { CapabilityPromise, HealthBodyInput } from '../schema/health.ts'
import type { ServiceInput } from '../schema/service.ts'

/**
 * What auth says it can do at `/health/auth` (docs/netra.md#auth-health). `session_management` and
 * `database_connected` are no promise: a healthy auth of generation H says false there.
 */
const authCapabilities: readonly CapabilityPromise[] = [
  capability('/health/auth', 'capabilities.jwt_validation', 'required'),
  // A development without a login by Google says false, and its own login works.
  capability('/health/auth', 'golden_path_ready', 'optional'),
]

/**
 * What the backend says it can do (docs/netra.md#backend-health): S9 alone names them, H answers `{"status":"ok"}`.
 * The socket and the model have checks of their own.
 */
const backendCapabilities: readonly CapabilityPromise[] = [
  capability('/health/backend', 'capabilities.agent_execution', 'required'),
  capability('/health/backend', 'capabilities.database_connectivity', 'required'),
  capability('/health/backend', 'capabilities.websocket_integration', 'optional'),
  capability('/health/backend', 'capabilities.tool_system', 'optional'),
  capability('/health/backend', 'capabilities.llm_integration', 'optional'),
]

function capability(path: string, at: string, need: CapabilityPromise['need']): CapabilityPromise {
  return { path, at, is: [true], need }
}

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

const REASONS = ['reason', 'message', 'error', 'details.phase', 'details']

const body = (dependencies: NonNullable<HealthBodyInput['dependencies']>): HealthBodyInput => ({
  healthy: HEALTHY,
  degraded: ['degraded', 'critical'],
  starting: [
    { at: 'startup_in_progress', is: true },
    { at: 'status', is: ['starting', 'initializing'] },
  ],
  reasons: REASONS,
  dependencies,
})

const DATABASE: NonNullable<HealthBodyInput['dependencies']>[number] = {
  name: 'database',
  at: 'database_status',
  up: UP,
  blamedBy: ['database', 'postgres', 'cloud sql'],
}

/** No bearer at all: 403 "Not authenticated", 401 with newer versions of the framework (docs/netra.md#trust). */
const WITHOUT_BEARER: RefusalInput = {
  statuses: [401, 403],
  reasons: ['authenticat', 'authoriz', 'token', 'credentials', 'bearer'],
}

/** A wrong token: 401 "Invalid or expired token". An empty token counts as none. */
const WRONG_TOKEN: RefusalInput = {
  statuses: [401, 403],
  reasons: ['token', 'authenticat', 'credentials', 'unauthorized', 'bearer'],
}

export const auth: ServiceInput = {
  name: 'auth',
  urlVariable: 'AUTH_SERVICE_URL',
  deployedAs: { staging: { service: 'netra-auth-service', region: REGION } },
  health: [
    {
      path: '/health',
      body: body([DATABASE]),
      head: 'agrees',
    },
    {
      id: 'ready',
      path: '/health/ready',
      role: 'readiness',
      head: 'agrees',
      body: body([DATABASE]),
    },
  ],
  capabilities: authCapabilities,
  identity: [{ path: '/health', at: 'service', is: 'auth-service' }],
  revision: [{ path: '/health', at: 'version' }],
  protectedRoutes: [
    {
      title: "the caller's own identity",
      request: { path: '/auth/me' },
      withoutCredentials: WITHOUT_BEARER,
      withWrongToken: WRONG_TOKEN,
    },
  ],
}

export const backend: ServiceInput = {
  name: 'backend',
  urlVariable: 'BACKEND_URL',
  dependsOn: 'auth',
  deployedAs: { staging: { service: 'netra-backend-staging', region: REGION } },
  health: [
    {
      path: '/health',
      body: body([]),
      head: 'agrees',
    },
    {
      id: 'ready',
      path: '/health/ready',
      role: 'readiness',
      body: body([
        {
          name: 'database',
          at: 'core_db',
          up: UP,
          blamedBy: ['database', 'postgres', 'cloud sql', 'core_db'],
        },
        { name: 'redis', at: 'redis_db', up: UP, blamedBy: ['redis'] },
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
      request: { path: '/api/threads?limit=1&offset=0' },
      withoutCredentials: WITHOUT_BEARER,
      withWrongToken: WRONG_TOKEN,
    },
    {
      title: "the caller's chat messages",
      request: { path: '/api/chat/messages' },
      withoutCredentials: WITHOUT_BEARER,
      withWrongToken: WRONG_TOKEN,
    },
  ],
}

export const frontend: ServiceInput = {
  name: 'frontend',
  urlVariable: 'FRONTEND_URL',
  dependsOn: ['auth', 'backend'],
  deployedAs: { staging: { service: 'netra-frontend-staging', region: REGION } },
  health: [
    {
      path: '/health',
      body: body([
        // It calls one that does not answer in time degraded (docs/netra.md#frontend-health).
        { name: 'backend', at: 'dependencies.backend.status', up: UP, down: ['degraded'] },
        { name: 'auth', at: 'dependencies.auth.status', up: UP, down: ['degraded'] },
      ]),
    },
  ],
  capabilities: [],
  identity: [{ path: '/health', at: 'service', is: 'frontend' }],
  revision: [{ path: '/health', at: 'version' }],
}
