import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { bounded } from '../helpers/text/bounded.ts'
import { printable } from '../helpers/text/printable.ts'
import { keep, load } from '../load/load.mjs'
import { plainData } from './check/plain-data.ts'
import type { ContractReading } from './check/read-contract.ts'
import type { Contract } from './contract.ts'

/** The contract that is meant when `--contract` names none. */
export const DEFAULT_CONTRACT = fileURLToPath(new URL('./netra.ts', import.meta.url))

/** The contract of faults that break what Netra is not known to promise; a package holds it beside the other. */
const EXTENDED_CONTRACT = fileURLToPath(new URL('./netra-extended.ts', import.meta.url))

/** A file that is no contract: it is missing, cannot be read, or its code throws. The message says why. */
export class UnreadableContract extends Error {}

/**
 * Reads a contract file, which exports one as `contract` or as its default (`.ts`, `.mts`, `.js`, `.mjs`), or is one
 * (`.json`, `.yaml`, `.yml`). Throws `UnreadableContract`.
 */
export async function loadContract(file: string): Promise<ContractReading> {
  const exported = await exportedBy(file)
  const plain = plainData(exported)
  let reading: ContractReading | undefined
  const read = async (): Promise<Contract | undefined> => {
    const { isLikeContract, readContract } = await import('./check/read-contract.ts')
    if (!isLikeContract(exported))
      throw new UnreadableContract('exports no "contract" with services')
    reading = readContract(exported)
    return reading.kind === 'contract' ? withoutSchemas(reading.contract) : undefined
  }
  // The schema takes longer to build and to apply than all else that comes before the first request.
  const kept =
    plain.kind === 'faults'
      ? await read()
      : await keep({ name: 'contract', input: withoutSchemas(plain.data), madeBy: READERS }, read)
  if (reading !== undefined) return reading
  return { kind: 'contract', contract: withSchemas(kept as Contract, exported as Contract) }
}

/** The code that reads a contract, in the project and in a package. */
const READERS = ['contracts', 'dist', 'package.json']

/** The schemas of variables are code, which is not kept: a mark says where one stands. */
function withoutSchemas<T>(contract: T): T {
  const { variables } = Object(contract) as { variables?: unknown }
  if (!Array.isArray(variables)) return contract
  return { ...contract, variables: variables.map(withoutSchema) }
}

function withoutSchema(variable: unknown): unknown {
  const { schema } = Object(variable) as { schema?: unknown }
  const isCode = typeof schema === 'object' && schema !== null && 'safeParse' in schema
  return isCode ? { ...Object(variable), schema: 'code' } : variable
}

function withSchemas(kept: Contract, { variables: written }: Contract): Contract {
  const variables = kept.variables.map((variable, index) => {
    const schema = written[index]?.schema
    return schema === undefined ? variable : { ...variable, schema }
  })
  return { ...kept, variables }
}

const CODE = ['.ts', '.mts', '.js', '.mjs']
const YAML = ['.yaml', '.yml']

/** A contract whose code waits for something that never comes. */
const LONGEST_LOAD_MS = 30_000

async function exportedBy(file: string): Promise<unknown> {
  if (file === DEFAULT_CONTRACT) return (await import('./netra.ts')).contract
  if (file === EXTENDED_CONTRACT) return (await import('./netra-extended.ts')).contract
  const format = extname(file).toLowerCase()
  if (CODE.includes(format)) {
    const { contract, default: main } = await loadCode(file)
    return contract ?? main
  }
  if (format === '.json') return parse(await textOf(file), readJson)
  if (YAML.includes(format)) {
    const yaml = await import('yaml')
    return parse(await textOf(file), (text) => yaml.parse(text, { logLevel: 'error' }))
  }
  throw new UnreadableContract('must end in .ts, .mjs, .json or .yaml')
}

async function loadCode(file: string): Promise<{ contract?: unknown; default?: unknown }> {
  if (!existsSync(file)) throw new UnreadableContract('does not exist')
  const late = new AbortController()
  try {
    return await Promise.race([
      load(file),
      setTimeout(LONGEST_LOAD_MS, undefined, { signal: late.signal }).then(() => {
        throw new Error(`its code does not end within ${LONGEST_LOAD_MS / 1_000} s`)
      }),
    ])
  } catch (error) {
    throw new UnreadableContract(`cannot be loaded: ${reasonOf(error)}`)
  } finally {
    late.abort()
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new UnreadableContract(missing ? 'does not exist' : `cannot be read: ${reasonOf(error)}`)
  }
}

function parse(text: string, parser: (text: string) => unknown): unknown {
  try {
    return parser(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new UnreadableContract(`cannot be read: ${reasonOf(error)}`)
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
function reasonOf(error: unknown): string {
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
