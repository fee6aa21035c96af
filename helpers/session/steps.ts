import type { RequestStep } from '../../contracts/schema/journey.ts'
import type { StreamStep } from '../../contracts/schema/stream.ts'
import type { Secret } from '../../env/secret.ts'
import { keptValue } from '../diagnosis/judges/journey/kept-values.ts'
import type { Answer, Exchange } from '../http/exchange.ts'
import { lookUp } from '../promise/where.ts'
import { needUnrefused } from './acceptance.ts'
import type { AskOptions, Extra } from './ask.ts'
import { userValues } from './issuing.ts'
import type { Session } from './session.ts'
import { needToken } from './tokens.ts'

/** On whose behalf a step is sent. */
interface StepCaller {
  /** Absent for `nobody`, and on a platform without tokens. */
  readonly token?: Secret
  /** What is known of the user, for the templates of the step. */
  readonly values: Extra
}

/** A need: there is a token for the caller of the step, and the service does not refuse it; else the step proves nothing. */
export async function callerOf(
  step: RequestStep | StreamStep,
  session: Session,
): Promise<StepCaller> {
  if (step.as === 'nobody' || session.contract.tokens === undefined) return { values: {} }
  const service = session.service(step.request.service)
  const { token, subject } = await (service.protectedRoutes.length > 0
    ? needUnrefused(session, service, step.as)
    : needToken(session, step.as))
  const user = userValues(session, step.as)
  return { token, values: { ...user, ...(subject !== undefined && { subject }) } }
}

/** What the templates of a step are filled with, and the token that it carries. */
export interface StepSent {
  readonly values: Extra
  readonly token?: Secret | undefined
}

/** Sends a request step. @param place `awaited`: other steps come after it; else it may wait, and show another instance. */
export function sendStep(
  session: Session,
  step: RequestStep,
  { values, token }: StepSent,
  place: 'awaited' | 'last',
): Promise<Exchange> {
  return session.ask(step.request, {
    values,
    ...(place === 'awaited'
      ? { priority: 'high' }
      : step.after.length > 0 && { connection: 'fresh' }),
    // A request that creates something is finished even if the run is stopped: cleanup needs its answer.
    ...(step.undo.length > 0 && !session.stop.aborted && { when: 'cleanup' as const }),
    token,
    ...readsOfStep(step),
  })
}

/** A good status is all that is asked of a step, unless something is promised of what its answer holds. */
export function readsOfStep({
  says,
  has,
  schema,
  never,
  list,
  keeps,
  undo,
}: RequestStep): Pick<AskOptions, 'reads'> {
  const isBodyPromised =
    [says, has, never, Object.keys(keeps)].some(({ length }) => length > 0) ||
    list !== undefined ||
    schema !== undefined ||
    undo.length > 0
  return isBodyPromised ? {} : { reads: 'status' }
}

/** An answer may have created something under a status that is not promised. */
export function hasCreated({ statuses }: RequestStep, { status }: Answer): boolean {
  return status < 300 || statuses.includes(status)
}

/** The values of an answer that later steps use, by name; one that cannot stand in a path is left out. */
export function kept(step: RequestStep, exchange: Exchange): Extra {
  if (exchange.kind !== 'answer') return {}
  return Object.fromEntries(
    Object.entries(step.keeps).flatMap(([name, where]) => {
      const value = keptValue(lookUp(exchange, where))
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
