import type { Generation, ServicePlan } from '../service.ts'
import type { Urls } from '../urls.ts'
import type { AgentPlan } from './agent/agent-steps.ts'
import type { SocketPlan } from './socket/socket-plan.ts'

/** The state of the backend's start (docs/netra.md#backend-health). */
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
  /** Sent with every request to the auth service; not sent if undefined. */
  serviceId: string
  serviceSecret: string | undefined
  /** How long it waits for the verdict of the auth service on a token, milliseconds. */
  validateWithinMs: number
  /** How REST finds the user: it asks the auth service, believes the token, or serves all requests. */
  protection: 'validated' | 'believed' | 'none'
  startup: Startup
  /** Where a thread is hidden from all users but its own. */
  readonly privacy: Set<'read' | 'list'>
  readonly dependencies: Record<DependencyName, DependencyState>
  readonly socket: SocketPlan
  readonly agent: AgentPlan
}

/** The body with which S9 reports an incomplete start (docs/netra.md#backend-health); undefined if it is complete. */
export function startupProblem(startup: Startup): Record<string, unknown> | undefined {
  switch (startup.kind) {
    case 'complete':
      return undefined
    case 'in-progress':
      return {
        status: 'unhealthy',
        message: 'Startup in progress',
        startup_in_progress: true,
        details: { phase: startup.phase },
      }
    case 'failed':
      return {
        status: 'unhealthy',
        message: `Startup failed: ${startup.error}`,
        startup_failed: true,
      }
  }
}
