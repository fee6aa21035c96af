import type { Journey, Step } from '../../contracts/schema/journey.ts'
import { NotApplicable } from './check-result.ts'
import { waitingFor } from './scope.ts'
import type { Session } from './session.ts'

/** Of each journey: what has begun, and the ids of the steps that others come after. */
type Progress = ReadonlyMap<
  string,
  { readonly begun: Promise<unknown>[]; readonly awaited: ReadonlySet<string> }
>

function createProgress({ contract }: Session): Progress {
  return new Map(
    contract.journeys.map(({ name, steps }) => [
      name,
      { begun: [], awaited: new Set(steps.flatMap(({ after }) => after)) },
    ]),
  )
}

/** Lets `settled` wait for work of the journey. */
export function noteBegun(session: Session, { name }: Journey, work: Promise<unknown>): void {
  session.shared(createProgress).get(name)?.begun.push(work)
}

/** Whether another step comes after this one. */
export function isAwaited(session: Session, { name }: Journey, { id }: Step): boolean {
  return session.shared(createProgress).get(name)?.awaited.has(id) === true
}

/** Runs the work of a step once, and lets `settled` wait for it. */
export function onceForStep<T>(
  session: Session,
  journey: Journey,
  step: Step,
  work: () => Promise<T>,
): Promise<T> {
  return session.once(`step ${journey.name} ${step.id}`, () => {
    if (step.effect === 'writes' && session.policy.writes === 'refused')
      throw new NotApplicable('it writes, and writing in production needs --allow-writes')
    const started = work()
    noteBegun(session, journey, started)
    return started
  })
}

/** Resolves when every step of the journey that was started has ended, well or not. */
export async function settled(session: Session, { name }: Journey): Promise<void> {
  const { begun = [] } = session.shared(createProgress).get(name) ?? {}
  for (let seen = -1; seen !== begun.length; ) {
    seen = begun.length
    await waitingFor('needs', Promise.allSettled(begun))
  }
}
