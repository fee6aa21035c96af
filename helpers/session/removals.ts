import type { RequestStep } from '../../contracts/schema/journey.ts'
import type { Secret } from '../../env/secret.ts'
import type { RemovalFact } from '../diagnosis/judges/journey/judge-removed.ts'
import type { Asked } from '../http/exchange.ts'
import type { Extra } from './ask.ts'
import type { Session } from './session.ts'

/** Something that a step created, and the parts of the request that removes it. */
interface Created {
  readonly step: RequestStep
  readonly created: Asked
  readonly values: Extra
  readonly token: Secret | undefined
}

/** What the journeys of one run created, until it is removed again. */
interface Removals {
  add(one: Created): void
  /** Removes what was created, newest first; each once, also when the run is being stopped. */
  removeAll(): Promise<readonly RemovalFact[]>
}

export function createRemovals(session: Session): Removals {
  const created: Created[] = []
  return {
    add: (one) => {
      created.push(one)
    },
    removeAll: async () => {
      const removal = (one: Created) =>
        session.once(`removal ${created.indexOf(one)}`, () => remove(session, one))
      const newestFirst = created.toReversed()
      // If one removal fails, the others are still sent.
      for (const one of newestFirst) await Promise.allSettled([removal(one)])
      return (await Promise.all(newestFirst.map(removal))).flat()
    },
  }
}

/** Removes what the journeys of a run created. */
export function removeAll(session: Session): Promise<readonly RemovalFact[]> {
  return session.shared(createRemovals).removeAll()
}

async function remove(
  session: Session,
  { step, created, values, token }: Created,
): Promise<readonly RemovalFact[]> {
  const isNamed = Object.keys(step.keeps).every((name) => values[name] !== undefined)
  if (!isNamed) return [{ step, created, values }]
  const removals: RemovalFact[] = []
  // In their order, and the next one also where one failed: it may remove what the other left.
  for (const undo of step.undo) {
    const exchange = await session.ask(undo, {
      values,
      when: 'cleanup',
      token,
    })
    removals.push({ step, created, values, undo, exchange })
  }
  return removals
}
