import { GOOGLE_HEADERS } from '../edge/google-front-end.ts'
import { type Faults, inApp } from '../fault.ts'
import type { Plan } from '../healthy-plan.ts'
import { changeJson, jsonAnswer } from '../http/answers.ts'
import { stamp, when } from '../http/layers.ts'

/** S9 reports the result of its start; H answers 200 in any case (docs/netra.md#backend-health). */
function starting({ backend }: Plan): void {
  backend.rest = 'S9'
  backend.startup = { kind: 'in-progress', phase: 'chat_pipeline' }
}

function failed({ backend }: Plan, error: string): void {
  backend.rest = 'S9'
  backend.startup = { kind: 'failed', error }
}

/** Services that did not start, or are still starting. */
export const startup: Faults = {
  'backend-starting': {
    summary: 'The backend says that it is starting, and goes on saying so',
    incidents: ['F30', 'F64', 'seed 001'],
    finds: [{ code: 'service.starting', service: 'backend' }],
    apply: starting,
  },
  'backend-starting-behind-edge': {
    summary: 'The backend says that it is starting, and Cloud Run puts its own name on the answer',
    incidents: ['F30'],
    finds: [{ code: 'service.starting', service: 'backend' }],
    apply: (plan) => {
      starting(plan)
      plan.backend.app.push(stamp(GOOGLE_HEADERS))
    },
  },
  'backend-starting-without-database': {
    summary: 'The backend says that it is starting, and that its database is not connected yet',
    finds: [{ code: 'service.starting', service: 'backend' }],
    apply: (plan) => {
      starting(plan)
      plan.backend.app.push(
        when('GET /health/ready', async (asked, next) =>
          changeJson(await next(asked), (body) => ({ ...body, core_db: 'disconnected' })),
        ),
      )
    },
  },
  'backend-start-failed-on-event-check': {
    summary: 'The backend ended its start because a trial event found no connection',
    incidents: ['F20', 'seed 000'],
    finds: [{ code: 'service.unavailable', service: 'backend' }],
    apply: (plan) => {
      failed(plan, 'WebSocket test event failed to send - manager rejected message')
    },
  },
  'backend-start-failed-on-import': {
    summary: 'The backend ended its start because a name is not defined',
    incidents: ['F21', 'F26', 'seed 004'],
    finds: [{ code: 'service.unavailable', service: 'backend' }],
    apply: (plan) => {
      failed(plan, "name 'DatabaseSessionManager' is not defined")
    },
  },
  'backend-start-failed-without-redis': {
    summary: 'The backend ended its start because REDIS_HOST is not set',
    incidents: ['F41', 'F43', 'F08', 'seed 002'],
    finds: [{ code: 'service.unavailable', service: 'backend' }],
    apply: (plan) => {
      failed(plan, 'REDIS_HOST is required in staging')
    },
  },
  'backend-configuration-missing': {
    summary: 'The backend runs without its variables and answers every request with 503',
    incidents: ['F03', 'F07', 'F45'],
    finds: [{ code: 'service.unavailable', service: 'backend' }],
    apply: ({ backend }) => {
      const answer = jsonAnswer(503, { detail: 'Configuration validation failed' })
      backend.app.push(() => answer)
    },
  },
  'auth-secret-key-missing': {
    summary: 'The auth service has no SECRET_KEY and answers every request with 503',
    incidents: ['F06', 'F10', 'F24', 'F25', 'seed 001'],
    finds: [{ code: 'service.unavailable', service: 'auth' }],
    apply: ({ auth }) => {
      const answer = jsonAnswer(503, { detail: 'SECRET_KEY is not configured' })
      auth.app.push(() => answer)
    },
  },
  'frontend-unavailable': {
    summary: 'The frontend answers every request with 503',
    finds: [{ code: 'service.unavailable', service: 'frontend' }],
    apply: inApp(
      'frontend',
      () => () => jsonAnswer(503, { status: 'unhealthy', service: 'frontend' }),
    ),
  },
}
