import type { Startup } from './backend-plan.ts'

/** What S9 says of a start that is not complete (docs/netra.md#backend-health); undefined when it is. */
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
