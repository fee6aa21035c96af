import type { z } from 'zod'
import type { Contract } from '../contract.ts'
import { contractSchema } from '../schema/contract.ts'
import type { ContractFault } from './contract-fault.ts'
import { explainIssues, wordsOf } from './explain-issues.ts'
import { plainData } from './plain-data.ts'

export type ContractReading =
  | { readonly kind: 'contract'; readonly contract: Contract }
  | { readonly kind: 'faults'; readonly faults: readonly ContractFault[] }

/** The contract that a file exports, with every default in its place, or everything that is wrong with it. Never throws. */
export function readContract(exported: unknown): ContractReading {
  const plain = plainData(exported)
  if (plain.kind === 'faults') return plain
  // One contract a process: compiling the schema would take longer than reading it.
  const read = contractSchema.safeParse(plain.data, { jitless: true, error: wordsOf })
  if (!read.success)
    return {
      kind: 'faults',
      faults: explainIssues(read.error.issues satisfies z.core.$ZodIssue[], plain.data),
    }
  return { kind: 'contract', contract: read.data }
}
