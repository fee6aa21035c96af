import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './pages.ts'

const FOLDER = join(ROOT, 'contracts/schema')

/** The files of the schema of a contract, by their full paths. */
export const SCHEMA_FILES: readonly string[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join(FOLDER, file))

/** What fields mean that mean the same everywhere. */
export const EVERYWHERE: Readonly<Record<string, string>> = {
  id: 'A name of its own in its list, part of the ids of checks.',
  name: 'What it is called.',
  title: 'What is promised, for reports.',
  path: "Joined to the service's URL, base path kept.",
  at: 'A place in the answer: `data.id`, `versions.1.0.0.tag` with a key that holds dots, `checks[name=db].status`, `header:NAME`, `cookie:NAME`, or `text` for the whole body, where its JSON has no field of that name; of a binary frame `hex` or `utf8`. `text:PATTERN` is a part of it.',
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
export const MEANINGS = new Map(SCHEMA_FILES.flatMap(docstringsIn))

/**
 * The docstrings of a file of the schema; that of a form of several has the value that marks it, `credential.by=bearer`. The format of the house gives every field a line of its own, indented more
 * deeply than the field or the constant around it.
 */
function docstringsIn(file: string): readonly (readonly [path: string, meaning: string])[] {
  const found: (readonly [string, string])[] = []
  let around: readonly { readonly indent: number; readonly name: string }[] = []
  let meaning = ''
  const text = readFileSync(file, 'utf8')
  for (const line of text.replaceAll(/\/\*\*[\s\S]*?\*\//g, inOneLine).split('\n')) {
    const doc = /^\s*\/\*\* (.*) \*\/$/.exec(line)?.[1]
    if (doc !== undefined) meaning = doc
    const [, indent = '', constant, field] =
      /^(\s*)(?:(?:export )?const (\w+)|'?(\$?\w+)'?(?::|,$))/.exec(line) ?? []
    const name = constant ?? field
    const [, form = '', value] = /(\w+): z\.literal\('([^']+)'\)/.exec(line) ?? []
    if (value !== undefined) {
      const part = around.find((one) => one.indent === 0)?.name ?? ''
      if (meaning !== '') found.push([`${part}.${form}=${value}`, meaning])
      meaning = ''
      continue
    }
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
