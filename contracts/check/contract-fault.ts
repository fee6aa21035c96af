import { printable } from '../../helpers/text/quote.ts'

/** One mistake of a contract. */
export interface ContractFault {
  /** Where in the contract: `['services', 0, 'health']`. */
  readonly path: readonly PropertyKey[]
  /** What is wrong, the rest of a sentence that begins with the path. */
  readonly message: string
  /** What works there, as it would be written. */
  readonly example: string
}

const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/

/** A path as the reader would write it: `services[0].headers["x-key"]`; empty for the contract itself. */
export function at(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`
      const name = printable(String(key))
      if (!PLAIN_KEY.test(name)) return `[${JSON.stringify(name)}]`
      return index === 0 ? name : `.${name}`
    })
    .join('')
}
