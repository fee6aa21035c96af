import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { keep, load } from '../load/load.mjs'
import type { ContractFault } from './check/contract-fault.ts'
import { plainData } from './check/plain-data.ts'
import type { ContractReading } from './check/read-contract.ts'
import { schemasOf } from './check/schemas-of.ts'
import type { Contract } from './contract.ts'
import { isDataFile, readData, UnreadableContract, whyUnread } from './read-data.ts'
import { readSchemaFiles } from './schema-files.ts'

/** The contract that is meant when `--contract` names none. */
export const DEFAULT_CONTRACT = fileURLToPath(new URL('./netra.ts', import.meta.url))

/** The contract of faults that break what Netra is not known to promise; a package holds it beside the other. */
const EXTENDED_CONTRACT = fileURLToPath(new URL('./netra-extended.ts', import.meta.url))

/**
 * Reads a contract file, which exports one as `contract` or as its default (`.ts`, `.mts`, `.js`, `.mjs`), or is one
 * (`.json`, `.yaml`, `.yml`). Throws `UnreadableContract`.
 */
export async function loadContract(file: string): Promise<ContractReading> {
  const exported = await exportedBy(file)
  const plain = plainData(exported)
  const schemas = plain.kind === 'data' ? schemasOf(plain.data) : []
  const unread = await readSchemaFiles(schemas, file)
  if (unread.length > 0) return { kind: 'faults', faults: unread }
  let reading: ContractReading | undefined
  const read = async (): Promise<Contract | undefined> => {
    const { isLikeContract, readContract } = await import('./check/read-contract.ts')
    if (!isLikeContract(exported))
      throw new UnreadableContract('exports no "contract" with services')
    reading = readContract(plain.kind === 'data' ? plain.data : exported)
    if (schemas.length > 0) {
      const { judgeSchemas } = await import('./check/judge-schemas.ts')
      reading = withFaults(reading, judgeSchemas(schemas))
    }
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

function withFaults(reading: ContractReading, more: readonly ContractFault[]): ContractReading {
  if (more.length === 0) return reading
  return { kind: 'faults', faults: reading.kind === 'faults' ? [...reading.faults, ...more] : more }
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
  if (isDataFile(file)) return readData(file)
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
    throw new UnreadableContract(`cannot be loaded: ${whyUnread(error)}`)
  } finally {
    late.abort()
  }
}
