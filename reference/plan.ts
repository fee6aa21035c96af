import type { AuthPlan } from './auth/auth-plan.ts'
import type { BackendPlan } from './backend/backend-plan.ts'
import type { FrontendPlan } from './frontend/frontend-plan.ts'

/**
 * The deployment about to be built. A healthy one comes from `healthyPlan`; a fault changes it
 * before anything is started.
 */
export interface Plan {
  readonly auth: AuthPlan
  readonly backend: BackendPlan
  readonly frontend: FrontendPlan
}
