import type { ContractFault } from './contract-fault.ts'
import { unknownName } from './judge-names.ts'
import { isObject, itemsOf, textsOf } from './leaves.ts'

type Steps = readonly Readonly<Record<string, unknown>>[]

/** Steps that build on steps that do not exist, or on themselves. */
export function judgeSteps(data: unknown): readonly ContractFault[] {
  return itemsOf(data, 'journeys').flatMap((journey, index) => {
    const steps = itemsOf(journey, 'steps')
    const ids = steps.flatMap(({ id }) => (typeof id === 'string' ? [id] : []))
    return steps.flatMap((step, at): readonly ContractFault[] => {
      const path = ['journeys', index, 'steps', at, 'after']
      const unknown = textsOf(step, 'after').filter((id) => !ids.includes(id))
      const circle = circleFrom(step.id, steps)
      return [
        ...unknown.map((id) => unknownName(path, id, 'step in this journey', ids)),
        // A circle is one mistake, shown at its first step.
        ...(circle !== undefined && steps.findIndex(({ id }) => circle.includes(String(id))) === at
          ? [
              {
                path,
                message: `goes in a circle: ${[...circle, circle[0]].join(' after ')}`,
                example: `a step that waits for none of these: leave \`after\` out of ${circle.at(-1)}`,
              },
            ]
          : []),
      ]
    })
  })
}

/** The steps of the circle that leads back to this step, each after the next; undefined if none does. */
function circleFrom(start: unknown, steps: Steps): readonly string[] | undefined {
  if (typeof start !== 'string') return undefined
  const from = new Map<string, readonly string[]>([[start, [start]]])
  for (const [id, way] of from)
    for (const next of afterOf(id, steps)) {
      if (next === start) return way
      if (!from.has(next)) from.set(next, [...way, next])
    }
  return undefined
}

function afterOf(id: string, steps: Steps): readonly string[] {
  return textsOf(
    steps.find((step) => step.id === id),
    'after',
  )
}

/** The values that the steps before a step keep, and the step that keeps each. */
export function keptBefore(id: unknown, steps: Steps): ReadonlyMap<string, string> {
  const kept = new Map<string, string>()
  const seen = new Set<string>(typeof id === 'string' ? afterOf(id, steps) : [])
  for (const before of seen) {
    for (const name of keptBy(steps.find((step) => step.id === before))) kept.set(name, before)
    for (const next of afterOf(before, steps)) seen.add(next)
  }
  return kept
}

/** The names of the values that a step keeps. */
export function keptBy(step: unknown): readonly string[] {
  return isObject(step) && isObject(step.keeps) ? Object.keys(step.keeps) : []
}
