import { bounded, printable } from '../../helpers/text/quote.ts'
import { compileSchema } from '../json-schema.ts'
import type { ContractFault } from './contract-fault.ts'
import { exampleOf } from './field-examples.ts'
import { isObject } from './leaves.ts'
import type { SchemaPlace } from './schemas-of.ts'

/** JSON Schemas that cannot be used; each is compiled as the run will, and nothing is fetched. */
export function judgeSchemas(places: readonly SchemaPlace[]): readonly ContractFault[] {
  return places.flatMap(({ path, holder: { schema } }) => {
    // That it is no object is seen where the fields are read.
    if (!isObject(schema)) return []
    const why = whyUnusable(schema)
    if (why === undefined) return []
    return [{ path, message: `must be a JSON Schema: ${why}`, example: exampleOf(path) }]
  })
}

const LONGEST_REASON = 300

function whyUnusable(schema: Readonly<Record<string, unknown>>): string | undefined {
  try {
    compileSchema(schema)
    return undefined
  } catch (error) {
    const { message, missingRef } = error as Error & { readonly missingRef?: string }
    const why =
      missingRef === undefined
        ? message.replace(/^(?:schema is invalid|strict mode): /, '')
        : `it refers to ${missingRef}, which it does not hold; nothing is fetched, so put it under $defs`
    return bounded(printable(why), LONGEST_REASON)
  }
}
