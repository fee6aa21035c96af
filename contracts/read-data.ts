import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { bounded, printable } from '../helpers/text/quote.ts'

/** A file that is no contract: it is missing, cannot be read, or its code throws. The message says why. */
export class UnreadableContract extends Error {}

const YAML = ['.yaml', '.yml']

/** Whether the name of a file says that it holds data: JSON or YAML. */
export function isDataFile(file: string): boolean {
  return ['.json', ...YAML].includes(extname(file).toLowerCase())
}

/** What a JSON or YAML file holds. Throws `UnreadableContract`. */
export async function readData(file: string): Promise<unknown> {
  const text = await textOf(file)
  if (!YAML.includes(extname(file).toLowerCase())) return parse(text, readJson)
  const yaml = await import('yaml')
  return parse(text, (source) => {
    const [document, second] = yaml.parseAllDocuments(source, { logLevel: 'error' })
    if (second !== undefined) throw new Error('it holds several documents: a contract is one')
    const [error] = document?.errors ?? []
    if (error !== undefined) throw new Error(error.message.split(':\n')[0])
    return document?.toJS()
  })
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new UnreadableContract(missing ? 'does not exist' : `cannot be read: ${whyUnread(error)}`)
  }
}

function parse(text: string, parser: (text: string) => unknown): unknown {
  try {
    return parser(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new UnreadableContract(`cannot be read: ${whyUnread(error)}`)
  }
}

/** Node 20 says at which character a JSON text ends to be one, Node 22 and later at which line. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const { message } = error as Error
    const position = /at position (\d+)(?!.*line)/.exec(message)?.[1]
    if (position === undefined) throw error
    const before = text.slice(0, Number(position)).split('\n')
    throw new Error(`${message} (line ${before.length} column ${(before.at(-1) ?? '').length + 1})`)
  }
}

/** The bundler draws the place in colours over several lines; what is wrong and where is enough. */
export function whyUnread(error: unknown): string {
  const text = stripVTControlCharacters(error instanceof Error ? error.message : String(error))
  const said = /^\[\w+\] *(.+)$/m.exec(text)?.[1]
  const place = /\[ (.+?:\d+:\d+) \]/.exec(text)?.[1]
  const reason = said ?? text.split('\n')[0] ?? ''
  return bounded(
    printable(`${reason.trim()}${place === undefined ? '' : `, at ${place}`}`),
    LONGEST_REASON,
  )
}

const LONGEST_REASON = 300
