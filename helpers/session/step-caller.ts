import type { RequestStep } from '../../contracts/schema/journey.ts'
import type { StreamStep } from '../../contracts/schema/stream.ts'
import type { Secret } from '../../env/secret.ts'
import type { Access } from './access.ts'
import type { Extra } from './ask-options.ts'
import type { Session } from './session.ts'

/** On whose behalf a step is sent. */
export interface StepCaller {
  /** Absent for `nobody`, and on a platform without tokens. */
  readonly token?: Secret
  /** What is known of the user, for the templates of the step. */
  readonly values: Extra
}

/** A need: there is a token for the caller of the step, and the service does not refuse it; else the step proves nothing. */
export async function callerOf(
  step: RequestStep | StreamStep,
  session: Session,
  access: Access | undefined,
): Promise<StepCaller> {
  if (step.as === 'nobody' || access === undefined) return { values: {} }
  const service = session.service(step.request.service)
  const { token, subject } = await (service.protectedRoutes.length > 0
    ? access.trust.needUnrefused(service, step.as)
    : access.tokens.need(step.as))
  const user = access.tokens.user(step.as)
  return { token, values: { ...user, ...(subject !== undefined && { subject }) } }
}
