import type { Generation, ServicePlan } from '../service-plan.ts'
import type { Urls } from '../urls.ts'
import type { AgentPlan } from './agent/agent-plan.ts'
import type { SocketPlan } from './socket/socket-plan.ts'

/** How far the backend has come since its container started (docs/netra.md#backend-health). */
export type Startup =
  | { readonly kind: 'complete' }
  | { readonly kind: 'in-progress'; readonly phase: string }
  | { readonly kind: 'failed'; readonly error: string }

/** What the readiness body may say of a dependency. */
type DependencyState = 'connected' | 'failed' | 'optional_unavailable'

export type DependencyName = 'core_db' | 'clickhouse_db' | 'redis_db'

/** The backend's settings. */
export interface BackendPlan extends ServicePlan {
  /** The shapes of its health routes; the other REST routes are the same in both. */
  rest: Generation
  /** AUTH_SERVICE_URL as the backend has it. */
  authUrl: (urls: Urls) => string
  /** What it sends with every question to the auth service; nothing when undefined. */
  serviceId: string
  serviceSecret: string | undefined
  /** How REST learns who asks: the auth service says, the token is believed, or nobody cares. */
  protection: 'validated' | 'believed' | 'none'
  startup: Startup
  /** Where a thread is kept from users other than its own. */
  readonly privacy: Set<'read' | 'list'>
  readonly dependencies: Record<DependencyName, DependencyState>
  readonly socket: SocketPlan
  readonly agent: AgentPlan
}
