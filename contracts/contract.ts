import type { z } from 'zod'
import type { contractSchema } from './schema/contract.ts'
import type { Fixed } from './schema/pieces.ts'

/**
 * A contract as the suites read it: checked, and with every default in its place. It is what a platform promised, and the
 * only place that knows the platform; another platform is another contract and another env file.
 */
export type Contract = Fixed<z.output<typeof contractSchema>>

/** A contract as it is written: what is not promised is left out. */
export type ContractInput = Fixed<z.input<typeof contractSchema>>

/**
 * Gives the contract as it was written; the type checker and the editor know what it may hold. The file exports it as
 * `contract` or as its default, and a run checks it before a request is sent.
 */
export function defineContract(contract: ContractInput): ContractInput {
  return contract
}
