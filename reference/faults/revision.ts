import { everySecond, type Faults, withVariables } from '../fault.ts'
import type { Plan } from '../healthy-plan.ts'
import { changeJson } from '../http/answers.ts'
import type { Interceptor } from '../http/exchange.ts'
import { when } from '../http/layers.ts'
import type { ServiceName } from '../urls.ts'

const OLD = '1.0.0'
const NEW = '1.1.0'

/** All services serve the new revision, except those named. S9 shows the backend's, H hides it. */
function rollOut(plan: Plan, ...old: readonly ServiceName[]): void {
  plan.backend.rest = 'S9'
  for (const name of ['auth', 'backend', 'frontend'] as const) {
    plan[name].version = old.includes(name) ? OLD : NEW
  }
}

/** Every other answer comes from the old revision. */
function split(): Interceptor {
  const old: Interceptor = async (asked, next) =>
    changeJson(await next(asked), (body) => ({ ...body, version: OLD }))
  return when('GET /health', everySecond(old))
}

const expectNew = withVariables({ EXPECTED_REVISION: NEW })

/** Deployments that serve another revision than the expected one. */
export const revision: Faults = {
  'auth-revision-stale': {
    summary: 'The auth service still serves the old revision',
    incidents: ['F99', 'F100'],
    finds: [{ code: 'revision.stale', service: 'auth' }],
    apply: (plan) => rollOut(plan, 'auth'),
    env: expectNew,
  },
  'backend-revision-stale': {
    summary: 'The backend still serves the old revision: variables are new, the code is old',
    incidents: ['F99', 'F100', 'F101', 'seed 004'],
    finds: [{ code: 'revision.stale', service: 'backend' }],
    apply: (plan) => rollOut(plan, 'backend'),
    env: expectNew,
  },
  'frontend-revision-stale': {
    summary: 'The frontend still serves the old revision',
    incidents: ['F99'],
    finds: [{ code: 'revision.stale', service: 'frontend' }],
    apply: (plan) => rollOut(plan, 'frontend'),
    env: expectNew,
  },
  'auth-revision-split': {
    summary: 'Two revisions of the auth service share the traffic',
    incidents: ['F99'],
    finds: [{ code: 'revision.split', service: 'auth' }],
    apply: (plan) => {
      rollOut(plan)
      plan.auth.app.push(split())
    },
  },
  'backend-revision-split': {
    summary: 'Two revisions of the backend share the traffic',
    incidents: ['F99', 'F101'],
    finds: [{ code: 'revision.split', service: 'backend' }],
    apply: (plan) => {
      rollOut(plan)
      plan.backend.app.push(split())
    },
  },
  'backend-revision-unknown': {
    summary: 'A revision is expected, and the backend does not say which one it is',
    incidents: ['F31'],
    finds: [{ code: 'revision.unknown', service: 'backend' }],
    level: 'warning',
    apply: (plan) => {
      rollOut(plan)
      plan.backend.rest = 'H'
    },
    env: expectNew,
  },
}
