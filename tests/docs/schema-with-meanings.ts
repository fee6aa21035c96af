import { z } from 'zod'
import { contractSchema } from '../../contracts/schema/contract.ts'
import { bare, nameOf, partsOfContract } from './contract-fields.ts'

/** Puts the meaning of every field into the JSON Schema of a contract, for editors to show. */
export function withMeanings(json: JsonSchema): JsonSchema {
  const meanings = new Map(
    partsOfContract().flatMap(({ name, forms }) =>
      forms.flat().map((field) => [`${name}.${field.name}`, field.meaning] as const),
    ),
  )
  const visit = (schema: z.ZodType, node: JsonSchema, part: string, before: string): void => {
    const inner = bare(schema)
    const named = nameOf(inner)
    const [own, path] = named === undefined ? [part, before] : [named, '']
    const object = inner instanceof z.ZodPipe ? bare(inner.in as z.ZodType) : inner
    if (object instanceof z.ZodObject)
      for (const [key, field] of Object.entries(object.shape as Record<string, z.ZodType>)) {
        const property = node.properties?.[key]
        const meaning = meanings.get(`${own}.${path}${key}`)
        if (property === undefined) continue
        if (meaning !== undefined && meaning !== '') property.description = meaning
        visit(field, property, own, `${path}${key}.`)
      }
    if (object instanceof z.ZodArray && node.items !== undefined)
      visit(object.element as z.ZodType, node.items, own, path)
    if (object instanceof z.ZodRecord && node.additionalProperties !== undefined)
      visit(object.valueType as z.ZodType, node.additionalProperties, own, path)
    if (object instanceof z.ZodUnion)
      for (const [index, option] of (object.options as z.ZodType[]).entries()) {
        const form = (node.anyOf ?? node.oneOf)?.[index]
        if (form !== undefined) visit(option, form, own, path)
      }
  }
  visit(contractSchema, json, 'contractSchema', '')
  return json
}

/** The parts of a JSON Schema in which fields lie. */
interface JsonSchema {
  description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly additionalProperties?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
}
