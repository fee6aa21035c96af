import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { requestTemplate } from '../../contracts/schema/common.ts'
import { contractSchema } from '../../contracts/schema/contract.ts'
import { ROOT } from './pages.ts'

const FOLDER = join(ROOT, 'contracts/schema')

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
for (const file of schemaFiles()) {
  const exported: Record<string, unknown> = await import(join(FOLDER, file))
  for (const [name, schema] of Object.entries(exported))
    if (schema instanceof z.ZodType && formsOf(schema).length > 0) NAMED.set(schema, name)
}

// A choice between parts is no part of its own: a step is one of several kinds.
for (const schema of [...NAMED.keys()])
  if (schema instanceof z.ZodUnion && schema.options.every((one) => NAMED.has(one as z.ZodType)))
    NAMED.delete(schema)

/** What fields mean that mean the same everywhere. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  id: 'A name of its own in its list, part of the ids of checks.',
  name: 'What it is called.',
  title: 'What is promised, for reports.',
  path: "Joined to the service's URL, base path kept.",
  at: 'A place in the answer: `data.id`, `checks[name=db].status`, `header:NAME`, `cookie:NAME`, or `text` for the whole body, where its JSON has no field of that name; of a binary frame `hex` or `utf8`. `text:PATTERN` is a part of it.',
  is: 'The values that may stand there; letter case does not count.',
  kind: 'Which of several forms it has.',
  by: 'Which of several forms it has.',
  from: 'Which of several forms it has.',
  kinds: 'Kinds of environment in which it is tried.',
  statuses: 'The statuses that are promised.',
  request: 'The request that is sent.',
  withinMs: 'The longest wait, in milliseconds.',
  after: 'Steps that must pass before; their kept values can be used.',
  as: 'Whose token the request carries.',
  service: 'The name of a service.',
  variable: 'The name of a variable.',
  say: 'The message that is sent: JSON, `{ raw: … }` for a text that is none, or for bytes `{ binary: … }`: one or a list of `{ hex }`, `{ base64 }`, `{ text }` and `{ length, of }`.',
}

/** The docstrings of all fields and exported schemas, by `service.name`, `service`. */
const MEANINGS = new Map(schemaFiles().flatMap((file) => docstringsIn(file)))

function schemaFiles(): readonly string[] {
  return readdirSync(FOLDER).filter((file) => file.endsWith('.ts'))
}

/**
 * The docstrings of a file of the schema. The format of the house gives every field a line of its own, indented more
 * deeply than the field or the constant around it.
 */
function docstringsIn(file: string): readonly (readonly [path: string, meaning: string])[] {
  const found: (readonly [string, string])[] = []
  let around: readonly { readonly indent: number; readonly name: string }[] = []
  let meaning = ''
  const text = readFileSync(join(FOLDER, file), 'utf8')
  for (const line of text.replaceAll(/\/\*\*[\s\S]*?\*\//g, inOneLine).split('\n')) {
    const doc = /^\s*\/\*\* (.*) \*\/$/.exec(line)?.[1]
    if (doc !== undefined) meaning = doc
    const [, indent = '', constant, field] =
      /^(\s*)(?:(?:export )?const (\w+)|'?(\$?\w+)'?(?::|,$))/.exec(line) ?? []
    const name = constant ?? field
    if (name === undefined) continue
    around = [
      ...around.filter((one) => constant === undefined && one.indent < indent.length),
      { indent: indent.length, name },
    ]
    if (meaning !== '') found.push([around.map((one) => one.name).join('.'), meaning])
    meaning = ''
  }
  return found
}

function inOneLine(comment: string): string {
  return comment
    .replaceAll(/\s*\n\s*\*\s?/g, ' ')
    .replace(/ \/$/, ' */')
    .replace('/**  ', '/** ')
}

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
        meaning: meaningOf(part, name, object),
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
  const last = name.split('.').at(-1) ?? name
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
function namedIn(schema: z.ZodType): readonly z.ZodType[] {
  const inner = bare(schema)
  if (NAMED.has(inner)) return [inner]
  if (inner instanceof z.ZodArray) return namedIn(inner.element as z.ZodType)
  if (inner instanceof z.ZodRecord) return namedIn(inner.valueType as z.ZodType)
  if (inner instanceof z.ZodUnion) return (inner.options as z.ZodType[]).flatMap(namedIn)
  return []
}

/** Puts the meaning of every field into the JSON Schema of a contract, for editors to show. */
export function withMeanings(json: JsonSchema): JsonSchema {
  const meanings = new Map(
    partsOfContract().flatMap(({ name, forms }) =>
      forms.flat().map((field) => [`${name}.${field.name}`, field.meaning] as const),
    ),
  )
  const visit = (schema: z.ZodType, node: JsonSchema, part: string, before: string): void => {
    const inner = bare(schema)
    const named = NAMED.get(inner)
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
