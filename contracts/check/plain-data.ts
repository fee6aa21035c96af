import { printable } from '../../helpers/text/quote.ts'
import type { ContractFault } from './contract-fault.ts'

/** A contract of this depth or size is a mistake: one that refers to itself, or that was written by a loop. */
const DEEPEST = 64
const MOST_VALUES = 500_000

export type PlainData =
  | { readonly kind: 'data'; readonly data: unknown }
  | { readonly kind: 'faults'; readonly faults: readonly ContractFault[] }

/**
 * A copy of what a contract file exports, as the worker of the checks can be given it: texts, numbers, true, false, null,
 * lists and objects. A field that is `undefined` is left out. Only the schemas of variables are code.
 */
export function plainData(exported: unknown): PlainData {
  const faults: ContractFault[] = []
  let values = 0
  const refuse = (path: readonly PropertyKey[], message: string): undefined => {
    faults.push({ path, message, example: EXAMPLE })
    return undefined
  }
  const copy = (value: unknown, path: readonly PropertyKey[]): unknown => {
    values += 1
    if (values > MOST_VALUES) return undefined
    if (path.length > DEEPEST)
      return refuse(
        path.slice(0, 8),
        `goes deeper than ${DEEPEST} levels; does it refer to itself?`,
      )
    if (typeof value === 'number' && !Number.isFinite(value))
      return refuse(path, `must be a number, is ${value}`)
    if (value === null || typeof value !== 'object')
      return isPlainValue(value) ? value : refuse(path, `must be data, is a ${typeof value}`)
    if (isVariableSchema(path)) return value
    if (Array.isArray(value)) return value.map((item, index) => copy(item, [...path, index]))
    if (!isPlainObject(value)) return refuse(path, `must be data, is a ${className(value)}`)
    const fields = Object.entries(value).filter(([, field]) => field !== undefined)
    return Object.fromEntries(fields.map(([key, field]) => [key, copy(field, [...path, key])]))
  }
  const data = copyOrFault(() => copy(exported, []), faults)
  if (values > MOST_VALUES)
    return {
      kind: 'faults',
      faults: [{ path: [], message: `holds more than ${MOST_VALUES} values`, example: EXAMPLE }],
    }
  return faults.length === 0 ? { kind: 'data', data } : { kind: 'faults', faults }
}

const EXAMPLE = 'texts, numbers, true, false, null, lists and objects'

/** A getter of the contract's own code may throw anything. */
function copyOrFault(copy: () => unknown, faults: ContractFault[]): unknown {
  try {
    return copy()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    faults.push({ path: [], message: `cannot be read: ${printable(reason)}`, example: EXAMPLE })
    return undefined
  }
}

function isPlainValue(value: unknown): boolean {
  return (
    value === null || value === undefined || ['string', 'number', 'boolean'].includes(typeof value)
  )
}

function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function className(value: object): string {
  const { constructor: made } = value as { constructor?: { name?: unknown } }
  return typeof made?.name === 'string' && made.name !== '' ? printable(made.name) : 'object'
}

/** `variables[3].schema`. */
function isVariableSchema(path: readonly PropertyKey[]): boolean {
  return path.length === 3 && path[0] === 'variables' && path[2] === 'schema'
}
