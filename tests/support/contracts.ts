import { at } from '../../contracts/check/contract-fault.ts'
import { readContract } from '../../contracts/check/read-contract.ts'
import type { Contract } from '../../contracts/contract.ts'
import { contract } from '../../contracts/netra.ts'

/** A contract as the suites read it. Throws where it has a mistake. */
export function contractOf(written: unknown): Contract {
  const read = readContract(written)
  if (read.kind === 'contract') return read.contract
  throw new Error(read.faults.map(({ path, message }) => `${at(path)} ${message}`).join('\n'))
}

/** Netra's contract as the suites read it. */
export const netra: Contract = contractOf(contract)

/** The promise of that name; a contract without it is another one than these tests were written for. */
function named<Promise extends { readonly name: string }>(
  promises: readonly Promise[],
  name: string,
): Promise {
  const found = promises.find((promise) => promise.name === name)
  if (found === undefined) throw new Error(`the contract of Netra has no ${name}`)
  return found
}

export const auth = named(netra.services, 'auth')
export const backend = named(netra.services, 'backend')
export const frontend = named(netra.services, 'frontend')
export const goldenPath = named(netra.journeys, 'chat')
export const chat = named(netra.sockets, 'chat')

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the contract of Netra has no tokens')
  return value
}

export const tokens = required(netra.tokens)
