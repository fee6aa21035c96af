import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

/** A schema that is ready to be used. `all` looks for every mismatch, `first` ends at the first. */
export interface CompiledSchema {
  readonly all: ValidateFunction
  readonly first: ValidateFunction
}

export type SchemaError = ErrorObject

/** Characters of the longest text that a pattern of a schema is tried on: some patterns take the square of the length, or the cube. */
export const LONGEST_MATCHED = 10_000

const DIALECTS = [
  { ends: 'json-schema.org/draft/2020-12/schema', Validator: Ajv2020 },
  { ends: 'json-schema.org/draft-07/schema', Validator: Ajv },
] as const

/** Keywords of OpenAPI (3.1.1 §4.8.24) that describe and promise nothing. */
const ANNOTATIONS = ['example', 'xml', 'externalDocs', 'discriminator']

const compiled = new WeakMap<object, CompiledSchema>()

/**
 * Compiles a JSON Schema of draft 07 or 2020-12; without `$schema`, 2020-12. Throws if it is none, if it has a keyword or a
 * format that nobody checks, or if it refers to what it does not hold: nothing is fetched. ajv 8.20.
 */
export function compileSchema(schema: Readonly<Record<string, unknown>>): CompiledSchema {
  const known = compiled.get(schema)
  if (known !== undefined) return known
  const { $schema = DIALECTS[0].ends } = schema
  const uri = String($schema).replace(/#$/, '')
  const dialect = DIALECTS.find(({ ends }) => uri.endsWith(ends))
  if (dialect === undefined)
    throw new Error(`$schema is ${uri}; drafts 07 and 2020-12 can be checked`)
  const compile = (allErrors: boolean) => {
    // Of its own for each schema, so that two schemas may have the same $id.
    const validator = new dialect.Validator({ ...OPTIONS, allErrors })
    formats.default(validator)
    for (const keyword of [...ANNOTATIONS, ...extensionsIn(schema)]) validator.addKeyword(keyword)
    return validator.compile(schema)
  }
  // With it, ajv gives a promise in place of a verdict.
  if (schema.$async !== undefined) throw new Error('$async is no keyword of JSON Schema')
  const made = { all: compile(true), first: compile(false) }
  compiled.set(schema, made)
  return made
}

/** A pattern that matches no text of over LONGEST_MATCHED characters. */
function boundedPattern(pattern: string, flags: string) {
  const whole = new RegExp(pattern, flags)
  return {
    test: (text: string) => text.length <= LONGEST_MATCHED && whole.test(text),
    toString: () => String(whole),
  }
}

const OPTIONS: Options = {
  // A misspelt keyword would promise nothing.
  strictSchema: true,
  strictTypes: false,
  strictTuples: false,
  logger: false,
  code: { regExp: Object.assign(boundedPattern, { code: 'boundedPattern' }) },
}

/** Fields such as `x-internal`, which schemas may have for tools. */
function extensionsIn(schema: unknown, found: Set<string> = new Set()): ReadonlySet<string> {
  if (schema === null || typeof schema !== 'object') return found
  for (const [key, value] of Object.entries(schema)) {
    if (/^x-[\w-]+$/.test(key)) found.add(key)
    extensionsIn(value, found)
  }
  return found
}
