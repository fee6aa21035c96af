import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { load } from '../load/load.mjs'
import type { Contract } from './contract.ts'

/** The contract that is meant when `--contract` names none. */
export const DEFAULT_CONTRACT = fileURLToPath(new URL('./netra.ts', import.meta.url))

/** A contract file that cannot be used; the message says why. */
export class ContractProblem extends Error {}

/** Imports a contract file: it exports one as `contract`. */
export async function loadContract(file: string): Promise<Contract> {
  const loaded = file === DEFAULT_CONTRACT ? await import('./netra.ts') : await importFile(file)
  const contract = (loaded as { contract?: Contract }).contract
  if (contract === undefined || !Array.isArray(contract.services) || contract.services.length === 0)
    throw new ContractProblem(
      `exports no "contract" with services (${file}); examples/oidc/contract.ts is one that works`,
    )
  refuseCode(contract, file)
  return contract
}

/** The worker of the checks gets the contract as data; only the schemas of variables are code, and stay here. */
function refuseCode({ variables: _, ...promises }: Contract, file: string): void {
  try {
    structuredClone(promises)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ContractProblem(`must hold data only (${file}): ${reason}`)
  }
}

async function importFile(file: string): Promise<unknown> {
  if (!existsSync(file)) throw new ContractProblem(`does not exist (${file})`)
  try {
    return await load(file)
  } catch (error) {
    throw new ContractProblem(`cannot be loaded (${file}): ${reasonOf(error)}`)
  }
}

/** The bundler draws the place in colours over several lines; what is wrong and where is enough. */
function reasonOf(error: unknown): string {
  const text = stripVTControlCharacters(error instanceof Error ? error.message : String(error))
  const said = /^\[\w+\] *(.+)$/m.exec(text)?.[1]
  const place = /\[ (.+?:\d+:\d+) \]/.exec(text)?.[1]
  return said === undefined ? text : `${said.trim()}${place === undefined ? '' : `, at ${place}`}`
}
