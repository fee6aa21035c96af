import type { z } from 'zod'
import { namedIn, partsOfContract } from '../../docs/contract-fields.ts'

/**
 * The fields that hold a value, by part and name: `healthPromise.path`. A field that only holds fields is left out: a
 * nameless object, or a part that no other field holds. The fields of a request count once, wherever requests stand.
 */
export function leafFieldsOfContract(): readonly string[] {
  const fields = partsOfContract().flatMap(({ name: part, forms }) =>
    forms.flat().map((field) => ({ ...field, name: `${part}.${field.name}` })),
  )
  const names = new Set(fields.map(({ name }) => name))
  const holders = new Map<z.ZodType, Set<string>>()
  for (const { name, schema } of fields)
    for (const held of namedIn(schema))
      holders.set(held, (holders.get(held) ?? new Set()).add(name))
  const isHeldHere = (schema: z.ZodType): boolean => {
    const held = namedIn(schema)
    return held.length > 0 && held.every((one) => holders.get(one)?.size === 1)
  }
  const isRequest = (name: string) => /\.request$/.test(name)
  return [...names].filter((name) => {
    const own = fields.filter((field) => field.name === name)
    const around = [...names].filter((other) => name.startsWith(`${other}.`))
    const isAround = [...names].some((other) => other.startsWith(`${name}.`))
    if (around.some(isRequest)) return false
    return isRequest(name) || (!isAround && !own.every(({ schema }) => isHeldHere(schema)))
  })
}
