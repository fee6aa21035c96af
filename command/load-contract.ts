import { pathToFileURL } from 'node:url'
import type { Contract } from '../contracts/contract.ts'

/** The contract file that is meant when `--contract` names none. */
export const DEFAULT_CONTRACT = new URL('../contracts/netra.ts', import.meta.url).pathname

/** A contract file that cannot be used, in words for whoever named it. */
export class ContractProblem extends Error {}

/** Imports a contract file: it exports one as `contract`. */
export async function loadContract(file: string): Promise<Contract> {
  const loaded = await importFile(file)
  const contract = (loaded as { contract?: Contract }).contract
  if (contract === undefined || !Array.isArray(contract.services) || contract.services.length === 0)
    throw new ContractProblem(
      `${file} exports no "contract" with services; examples/oidc/contract.ts is one that works`,
    )
  return contract
}

async function importFile(file: string): Promise<unknown> {
  try {
    return await import(/* @vite-ignore */ pathToFileURL(file).href)
  } catch (error) {
    throw new ContractProblem(
      `${file} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
