import { type Faults, inApp, sets } from '../fault.ts'
import { changeJson } from '../http/answers.ts'
import { when } from '../http/layers.ts'

/** The discard port (RFC 863). */
const NOTHING_LISTENS = 'http://127.0.0.1:9'

/** Databases and caches that a service cannot reach. S9 names them, H does not check (docs/netra.md#backend-health). */
export const dependency: Faults = {
  'auth-database-down': {
    summary: 'The auth service runs without its database',
    incidents: ['F36', 'F37', 'F38', 'F39', 'F45', 'seed 001'],
    finds: [{ code: 'dependency.down', service: 'auth' }],
    apply: sets('auth', { database: 'down' }),
  },
  'backend-database-down': {
    summary: 'The backend cannot reach its database and is not ready',
    incidents: ['F36', 'F37', 'F39', 'F40', 'F45', 'F46', 'seed 001', 'seed 002'],
    finds: [{ code: 'dependency.down', service: 'backend' }],
    apply: sets('backend', { rest: 'S9', dependencies: { core_db: 'failed' } }),
  },
  'backend-redis-down': {
    summary: 'The backend cannot reach Redis, which it needs',
    incidents: ['F41', 'F42', 'F43', 'seed 002'],
    finds: [{ code: 'dependency.down', service: 'backend' }],
    apply: sets('backend', { rest: 'S9', dependencies: { redis_db: 'failed' } }),
  },
  'backend-clickhouse-down': {
    summary: 'The backend does without ClickHouse, which is optional',
    incidents: ['F33', 'F44'],
    finds: [{ code: 'dependency.down', service: 'backend' }],
    level: 'warning',
    apply: sets('backend', { rest: 'S9', dependencies: { clickhouse_db: 'optional_unavailable' } }),
  },
  'frontend-cannot-reach-backend': {
    summary: "The frontend's own server asks for the backend at an address where nobody is",
    incidents: ['F34c'],
    finds: [{ code: 'dependency.down', service: 'frontend' }],
    apply: sets('frontend', { asks: (urls) => ({ ...urls, backend: NOTHING_LISTENS }) }),
  },
  'backend-readiness-hangs': {
    summary: 'The readiness of the backend waits for ClickHouse and never answers',
    incidents: ['F33', 'F46'],
    finds: [{ code: 'http.timeout', service: 'backend' }],
    apply: inApp('backend', () =>
      when('GET HEAD /health/ready', () => new Promise<never>(() => {})),
    ),
  },
  'backend-redis-degraded': {
    summary: 'The backend calls Redis degraded, and serves',
    finds: [{ code: 'service.degraded', service: 'backend' }],
    level: 'warning',
    apply: ({ backend }) => {
      backend.rest = 'S9'
      backend.app.push(
        when('GET /health/ready', async (asked, next) =>
          changeJson(await next(asked), (body) => ({ ...body, redis_db: 'degraded' })),
        ),
      )
    },
  },
}
