import { z } from 'zod'
import { exampleOf } from '../../contracts/check/field-examples.ts'
import { bare, type Field, nameOf, type Part, partsOfContract } from './contract-fields.ts'

const HEAD = `# What a contract can say

A contract holds the promises of a platform. What is not promised is left out. It is a file that exports
\`defineContract({…})\` as \`contract\` or as its default (\`.ts\`, \`.mjs\`), or a \`.json\` or \`.yaml\` file;
\`--contract FILE\` names it, from any folder. Editors complete and check JSON and YAML by
[contract.schema.json](contract.schema.json): \`"$schema": "…/contract.schema.json"\`, or in YAML the comment
\`# yaml-language-server: $schema=…/contract.schema.json\`.

A run checks the contract before it sends anything. Every mistake is reported at once, with its place, what is wrong and an
example that works; the exit code is 2.

\`{NAME}\` in a text stands for a variable of the env file, \`{run}\` for the id of the run, \`{kind}\` for the kind of
environment, and at a socket \`{connection}\` for another text at each connection, as the id of a client; steps use what earlier steps keep. One value needs no list. The tests write this page from the schema
(\`contracts/schema\`).

A JSON Schema (\`schema\`) is of draft 07 or 2020-12, which it is without \`$schema\`. A keyword or a format that is unknown is a
mistake, and so is a reference to another document: nothing is fetched. Formats are checked. What a service sent takes bounded time to compare: a pattern
matches no text of over 10,000 characters, and a comparison that takes a second is stopped and reported as a finding.
`

/** The reference of the contract, as a page. */
export function contractPage(): string {
  return `${[HEAD, ...partsOfContract().map(section)].join('\n')}`
}

function section({ name, meaning, forms }: Part): string {
  const tables = forms.map((fields) =>
    [
      '| field | type | if left out | meaning | example |',
      '| --- | --- | --- | --- | --- |',
      ...fields.map((field) => row(field, name)),
    ].join('\n'),
  )
  return `## ${titleOf(name)}\n\n${meaning}\n\n${tables.join('\n\nOr:\n\n')}\n`
}

function row(field: Field, part: string): string {
  const cells = [
    code(field.name),
    typeOf(field.schema),
    field.presence === 'required' ? '**required**' : leftOut(field),
    field.meaning,
    code(exampleOfField(field, part)),
  ]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** What works in a field; one that can hold a single value holds that. */
export function exampleOfField({ name, schema }: Field, part: string): string {
  const inner = bare(schema)
  const only = inner instanceof z.ZodLiteral ? inner.value : undefined
  return typeof only === 'string'
    ? `${name.split('.').at(-1)}: '${only}'`
    : exampleOf([PART_FIELD[part] ?? part, ...name.split('.')])
}

/** The field that holds a part, where examples differ by it. */
const PART_FIELD: Readonly<Record<string, string>> = {
  variable: 'variables',
  servicePromise: 'services',
  socketPromise: 'sockets',
  pagePromise: 'pages',
  requestStep: 'steps',
  tokenKey: 'key',
  socketCredential: 'ways',
}

function leftOut({ fallback }: Field): string {
  if (fallback === undefined) return 'not promised'
  return Array.isArray(fallback) && fallback.length === 0 ? 'none' : code(JSON.stringify(fallback))
}

/** What a field holds, in words; parts of a contract are links. */
function typeOf(given: z.ZodType): string {
  const schema = bare(given)
  const name = nameOf(schema)
  if (name !== undefined) return `[${titleOf(name)}](#${titleOf(name).replaceAll(' ', '-')})`
  if (schema instanceof z.ZodArray) return `list: ${typeOf(schema.element as z.ZodType)}`
  if (schema instanceof z.ZodRecord) return `name → ${typeOf(schema.valueType as z.ZodType)}`
  if (schema instanceof z.ZodEnum) return schema.options.map((one) => code(`'${one}'`)).join(', ')
  if (schema instanceof z.ZodLiteral)
    return [...schema.values].map((one) => code(`'${one}'`)).join(', ')
  if (schema instanceof z.ZodUnion) return unionOf(schema.options as z.ZodType[])
  if (schema instanceof z.ZodObject) return 'object'
  if (schema instanceof z.ZodString) return 'text'
  if (schema instanceof z.ZodNumber) return 'number'
  if (schema instanceof z.ZodBoolean) return 'true, false'
  return 'JSON'
}

/** A list of something or one of it is said once. */
function unionOf(options: readonly z.ZodType[]): string {
  const [list, one] = options
  if (options.length === 2 && list instanceof z.ZodArray && one === list.element)
    return `one or more: ${typeOf(one)}`
  return [...new Set(options.map(typeOf))].join(' or ')
}

/** `protectedRoute` → `protected route`. */
function titleOf(name: string): string {
  return name
    .replace(/(?:Promise|Schema)$/, '')
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function code(text: string): string {
  return `\`${text}\``
}
