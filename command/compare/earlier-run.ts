import type { Contract } from '../../contracts/contract.ts'
import type { ConfigProblem, Target } from '../../env/target.ts'
import type { Earlier } from './read-earlier.ts'

/** The run that `--compare` names, or why there is nothing to compare with; undefined without the flag. */
export async function earlierRun(
  file: string | undefined,
  { environment }: Target,
  { platform }: Contract,
): Promise<
  | { readonly kind: 'earlier'; readonly earlier: Earlier }
  | { readonly kind: 'problem'; readonly problem: ConfigProblem }
  | undefined
> {
  if (file === undefined) return undefined
  // Starting counts: only a run that compares loads the reader.
  const { readEarlier } = await import('./read-earlier.ts')
  const read = await readEarlier(file, { environment, platform })
  if (read.kind === 'earlier') return read
  return {
    kind: 'problem',
    problem: {
      code: 'config.invalid',
      variable: '--compare',
      message: read.message,
      example: '--compare last/ctrf.json',
      from: 'the command line',
    },
  }
}
