type Path = readonly PropertyKey[]

/** A value of a contract that is neither list nor object, with its place. */
export interface Leaf {
  readonly path: Path
  /** The path without the positions in lists: `services.health.path`. */
  readonly pattern: string
  /** `key`: the name of a field in JSON that is sent. */
  readonly is: 'value' | 'key'
  readonly value: unknown
}

/** Objects whose field names are the platform's own, and may hold placeholders. */
const OWN_KEYS = /(?:^|\.)(?:json|say|claims)(?:\.|$)/

const SCHEMA =
  /^(?:variables|services\.(?:health|protectedRoutes|publicRoutes)|journeys\.steps(?:\.events)?)\.schema$/

/** Every value of a contract, and the names of fields in JSON that is sent, in the order of the file. */
export function leavesOf(data: unknown): readonly Leaf[] {
  const leaves: Leaf[] = []
  const visit = (value: unknown, path: Path): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, [...path, index])
      return
    }
    if (value === null || typeof value !== 'object') {
      leaves.push({ path, pattern: patternOf(path), is: 'value', value })
      return
    }
    for (const [key, field] of Object.entries(value)) {
      const inner = [...path, key]
      if (OWN_KEYS.test(patternOf(path)))
        leaves.push({ path: inner, pattern: patternOf(inner), is: 'key', value: key })
      // The schema of a variable is code, and braces in a JSON Schema are none of a placeholder.
      if (!SCHEMA.test(patternOf(inner))) visit(field, inner)
    }
  }
  visit(data, [])
  return leaves
}

/** A path without the positions in lists. */
export function patternOf(path: Path): string {
  return path.filter((key) => typeof key === 'string').join('.')
}

/** The items of a list of objects in a contract that may hold anything. */
export function itemsOf(
  data: unknown,
  field: string,
): readonly Readonly<Record<string, unknown>>[] {
  const list = isObject(data) ? data[field] : undefined
  return Array.isArray(list) ? list.map((item) => (isObject(item) ? item : {})) : []
}

/** The texts of a field that holds one or a list of them. */
export function textsOf(data: unknown, field: string): readonly string[] {
  const value = isObject(data) ? data[field] : undefined
  return (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string')
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
