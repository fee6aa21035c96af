import { z } from 'zod'
import { requestTemplate } from '../../contracts/schema/common.ts'
import { contractSchema } from '../../contracts/schema/contract.ts'
import { EVERYWHERE, MEANINGS, SCHEMA_FILES } from './contract-docstrings.ts'

/** One field of a contract, as the reference page shows it. */
export interface Field {
  readonly name: string
  readonly schema: z.ZodType
  /** Its docstring, in one line; empty where it has none. */
  readonly meaning: string
  readonly presence: 'required' | 'optional'
  /** What stands there if the field is left out. */
  readonly fallback?: unknown
}

/** An object of a contract that has a name of its own. */
export interface Part {
  readonly name: string
  readonly meaning: string
  /** One for each form that it may have; most have one. */
  readonly forms: readonly (readonly Field[])[]
}

/** The schemas that the files export, by their name. */
const NAMED = new Map<z.ZodType, string>()
for (const file of SCHEMA_FILES) {
  const exported: Record<string, unknown> = await import(file)
  for (const [name, schema] of Object.entries(exported))
    if (schema instanceof z.ZodType && formsOf(schema).length > 0) NAMED.set(schema, name)
}

// A choice between parts is no part of its own: a step is one of several kinds.
for (const schema of [...NAMED.keys()])
  if (schema instanceof z.ZodUnion && schema.options.every((one) => NAMED.has(one as z.ZodType)))
    NAMED.delete(schema)

/** What a schema is about, without what says that it may be left out or how it is completed. */
export function bare(schema: z.ZodType): z.ZodType {
  if (NAMED?.has(schema)) return schema
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return bare(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodExactOptional) return bare(schema.unwrap() as z.ZodType)
  return schema instanceof z.ZodPipe ? bare(schema.in as z.ZodType) : schema
}

/** The objects that a schema may be. */
function formsOf(schema: z.ZodType): readonly z.ZodObject[] {
  const inner = schema instanceof z.ZodPipe ? (schema.in as z.ZodType) : schema
  if (inner instanceof z.ZodObject) return [inner]
  if (inner instanceof z.ZodUnion) return (inner.options as z.ZodType[]).flatMap(formsOf)
  return []
}

/** The name of the schema that a field holds, itself or in a list; undefined where it has none. */
export function nameOf(schema: z.ZodType): string | undefined {
  return NAMED.get(schema)
}

/** The parts of a contract, the whole first, each where it is first named. */
export function partsOfContract(): readonly Part[] {
  const parts = new Map<z.ZodType, Part>()
  const visit = (schema: z.ZodType): void => {
    const name = NAMED.get(schema)
    if (name === undefined || parts.has(schema)) return
    const forms = formsOf(schema).map((form) => fieldsOf(form, name))
    parts.set(schema, { name, meaning: MEANINGS.get(name) ?? '', forms })
    for (const field of forms.flat()) for (const inner of namedIn(field.schema)) visit(inner)
  }
  visit(contractSchema)
  return [...parts.values()]
}

/** Fields of an object, and below a field that holds a nameless object those of that: `basic`, `basic.user`. */
function fieldsOf(object: z.ZodObject, part: string, before = ''): readonly Field[] {
  return Object.entries(object.shape as Record<string, z.ZodType>).flatMap(([key, schema]) => {
    const name = `${before}${key}`
    const inner = bare(schema)
    const nested = NAMED.has(inner) ? [] : namelessIn(inner)
    return [
      {
        name,
        schema,
        meaning: meaningOf(
          part,
          inner instanceof z.ZodLiteral ? `${name}=${inner.value}` : name,
          object,
        ),
        presence:
          schema.safeParse(undefined).success || schema instanceof z.ZodExactOptional
            ? 'optional'
            : 'required',
        ...(schema instanceof z.ZodDefault && { fallback: schema.def.defaultValue }),
      } as const,
      ...nested.flatMap((form) => fieldsOf(form, part, `${name}.`)),
    ]
  })
}

function meaningOf(part: string, name: string, object: z.ZodObject): string {
  const last = name.split('.').at(-1)?.split('=')[0] ?? name
  const isRequest =
    object.shape.basic === requestTemplate.shape.basic || object === basicOf(requestTemplate)
  return (
    MEANINGS.get(`${part}.${name}`) ??
    // The long form of a promise that has a short one.
    MEANINGS.get(`full${part.charAt(0).toUpperCase()}${part.slice(1)}.${name}`) ??
    (isRequest
      ? (MEANINGS.get(`requestTemplate.${last}`) ?? MEANINGS.get(`requestTemplate.basic.${last}`))
      : undefined) ??
    MEANINGS.get(`expected.${last}`) ??
    EVERYWHERE[last] ??
    // A short object in one line: its field says what it is for.
    MEANINGS.get(`${part}.${name.slice(0, -last.length - 1)}`) ??
    ''
  )
}

/** The object of user and password in a request. */
function basicOf(request: typeof requestTemplate): z.ZodType {
  return bare(request.shape.basic)
}

/** The nameless objects that a field holds, itself or in a list. */
function namelessIn(schema: z.ZodType): readonly z.ZodObject[] {
  if (schema instanceof z.ZodArray) return namelessIn(bare(schema.element as z.ZodType))
  if (NAMED.has(schema)) return []
  if (schema instanceof z.ZodUnion)
    return (schema.options as z.ZodType[]).flatMap((option) => namelessIn(option))
  return formsOf(schema)
}

/** The named schemas that a schema holds, itself, in a list or in one of its forms. */
export function namedIn(schema: z.ZodType): readonly z.ZodType[] {
  const inner = bare(schema)
  if (NAMED.has(inner)) return [inner]
  if (inner instanceof z.ZodArray) return namedIn(inner.element as z.ZodType)
  if (inner instanceof z.ZodRecord) return namedIn(inner.valueType as z.ZodType)
  if (inner instanceof z.ZodUnion) return (inner.options as z.ZodType[]).flatMap(namedIn)
  return []
}
