import { relative } from 'node:path'
import { at, type ContractFault } from '../../contracts/check/contract-fault.ts'
import type { ConfigProblem } from '../../env/target.ts'
import { printable } from '../../helpers/text/printable.ts'

/** The mistakes of a contract, as problems that stop a run before anything is sent. */
export function contractProblems(
  faults: readonly ContractFault[],
  file: string,
): readonly ConfigProblem[] {
  const shown = shownPath(file)
  return faults.map(({ path, message, example }) => ({
    code: 'config.invalid',
    variable: at(path) || 'the contract',
    contract: shown,
    message,
    example,
    from: shown,
  }))
}

/** A file as the reader of the command finds it: from the working directory, unless it lies elsewhere. */
export function shownPath(file: string): string {
  const near = relative(process.cwd(), file)
  return printable(near.startsWith('..') || near === '' ? file : near)
}
