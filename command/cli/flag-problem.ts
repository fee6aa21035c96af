import type { ConfigProblem } from '../../env/target.ts'

/** A flag that cannot be used: which, the rest of a sentence about it, and an example that works. */
export function flagProblem(flag: string, message: string, example: string): ConfigProblem {
  return { code: 'config.invalid', variable: flag, message, example, from: 'the command line' }
}
