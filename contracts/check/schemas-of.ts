import { isObject } from './leaves.ts'

/** A place of a contract where a JSON Schema stands, or the name of a file that holds one. */
export interface SchemaPlace {
  readonly path: readonly PropertyKey[]
  /** The promise that has the schema. */
  readonly holder: Record<string, unknown>
}

/** Every JSON Schema of a contract that may hold anything, in the order of the file. */
export function schemasOf(data: unknown): readonly SchemaPlace[] {
  const services = below([{ path: [], value: data }], 'services')
  const steps = below(below([{ path: [], value: data }], 'journeys'), 'steps')
  const holders = [
    ...['health', 'protectedRoutes', 'publicRoutes'].flatMap((field) => below(services, field)),
    ...steps,
    ...below(steps, 'events'),
  ]
  return holders.flatMap(({ path, value }) =>
    isObject(value) && value.schema !== undefined
      ? [{ path: [...path, 'schema'], holder: value as Record<string, unknown> }]
      : [],
  )
}

interface Place {
  readonly path: readonly PropertyKey[]
  readonly value: unknown
}

/** What a field of some objects holds: each item of a list, or the one object that stands there without a list. */
function below(places: readonly Place[], field: string): readonly Place[] {
  return places.flatMap(({ path, value }) => {
    const held = isObject(value) ? value[field] : undefined
    return Array.isArray(held)
      ? held.map((item, index) => ({ path: [...path, field, index], value: item as unknown }))
      : [{ path: [...path, field], value: held }]
  })
}
