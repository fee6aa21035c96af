import type { SchemaError } from '../../contracts/json-schema.ts'
import type { JsonSchema } from '../../contracts/schema/common.ts'
import { bounded, printable, quote } from '../text/quote.ts'
import { stopAfter } from './stop-after.ts'

/** Where a value does not fit its JSON Schema, in words: `/items/0/id must be integer`, `"a-7"`. */
export interface Mismatch {
  readonly expected: string
  readonly got: string
}

/** Whether a value fits a JSON Schema. */
export type SchemaFact =
  | { readonly kind: 'fits' }
  /** `count` of all mismatches, of which the first are kept; of a long answer only the first is looked for. */
  | { readonly kind: 'differs'; readonly mismatches: readonly Mismatch[]; readonly count: number }
  /** The comparison was stopped: with this value, the schema takes too long. */
  | { readonly kind: 'stopped'; readonly afterMs: number }

/** Milliseconds after which a comparison is stopped: patterns and unique items can take a time that no answer is worth. */
const LONGEST_MS = 1_000

/** Characters of JSON up to which every mismatch is looked for: each costs memory. */
const LONGEST_FOR_ALL = 100_000

const NO_JSON: SchemaFact = {
  kind: 'differs',
  mismatches: [{ expected: 'JSON that fits its schema', got: 'no JSON' }],
  count: 1,
}

/** Mismatches that are kept. */
const KEPT = 5

/** Compares a value with the JSON Schema of a contract, in bounded time. The validator is loaded with the first schema. */
export async function fitsSchema(
  value: unknown,
  schema: JsonSchema,
  limitMs: number = LONGEST_MS,
): Promise<SchemaFact> {
  if (value === undefined) return NO_JSON
  if (typeof schema === 'string') throw new Error(`the schema ${schema} was not read`)
  const { compileSchema, LONGEST_MATCHED } = await import('../../contracts/json-schema.ts')
  const { all, first } = compileSchema(schema)
  const isShort = JSON.stringify(value).length <= LONGEST_FOR_ALL
  const validate = isShort ? all : first
  const afterMs = Math.min(limitMs, LONGEST_MS)
  const fits = stopAfter(afterMs, () => validate(value))
  if (fits === undefined) return { kind: 'stopped', afterMs }
  const errors = validate.errors ?? []
  if (fits) return { kind: 'fits' }
  const mismatches = errors
    .slice(0, KEPT)
    .map((error) => mismatch(error, at(value, error.instancePath), LONGEST_MATCHED))
  return { kind: 'differs', mismatches, count: errors.length }
}

function mismatch(
  { keyword, params, message = 'must fit', instancePath }: SchemaError,
  value: unknown,
  longest: number,
): Mismatch {
  const place = instancePath === '' ? 'the answer' : bounded(printable(instancePath), 120)
  const isTooLong = keyword === 'pattern' && typeof value === 'string' && value.length > longest
  const wanted =
    keyword === 'enum'
      ? `must be one of ${JSON.stringify(params.allowedValues)}`
      : keyword === 'const'
        ? `must be ${JSON.stringify(params.allowedValue)}`
        : isTooLong
          ? `${message}, in at most ${longest} characters`
          : message
  return { expected: `${place} ${bounded(printable(wanted), 200)}`, got: gotOf(params, value) }
}

/** What stands there; of a field that is missing or too many, its name. */
function gotOf(params: SchemaError['params'], value: unknown): string {
  const { missingProperty, additionalProperty, unevaluatedProperty } = params
  const extra: unknown = additionalProperty ?? unevaluatedProperty
  if (missingProperty !== undefined) return `no ${quote(String(missingProperty), 80)}`
  if (extra !== undefined) return `the property ${quote(String(extra), 80)}`
  if (typeof value === 'string') return quote(value, 120)
  const json = JSON.stringify(value) ?? 'nothing'
  return typeof value === 'object' && value !== null ? quote(json, 120) : json
}

/** The value at a JSON Pointer (RFC 6901 §3). */
function at(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((inner, key) => Object(inner)[key], value)
}
