import type { Unread } from './judge-env-text.ts'
import { nearestName } from './nearest-name.ts'
import type { ConfigProblem, Origin } from './target.ts'

/** Read by Node when the process starts, or by the HTTP client from the process environment. */
const PROCESS_ONLY = /^(?:NODE_\w+|(?:HTTPS?|ALL|NO)_PROXY)$/i

interface Surroundings {
  readonly processEnv: Readonly<Record<string, string | undefined>>
  /** Variables that have a value: a name like theirs is another name, and no slip. */
  readonly set: ReadonlySet<string>
}

/**
 * Variables of env files that no code reads, for `--explain-env`. A proxy or a certificate authority that is set
 * in a file only is a warning, because it has no effect there.
 */
export function explainUnread(
  unread: readonly Unread[],
  { processEnv, set }: Surroundings,
): { readonly origins: readonly Origin[]; readonly warnings: readonly ConfigProblem[] } {
  const late = unread.filter(({ name }) => PROCESS_ONLY.test(name))
  return {
    origins: unread.map((one) => ({
      variable: one.name,
      value: 'not read',
      from: one.from,
      overrides: [],
      normalised: late.includes(one)
        ? ['counts only in the process environment']
        : [
            `no variable of this contract${one.near === undefined || set.has(one.near) ? '' : `; is ${one.near} meant?`}`,
          ],
    })),
    warnings: late
      .filter(({ name }) => !processEnv[name])
      .map(({ name, from }) => ({
        code: 'config.invalid',
        variable: name,
        message: `counts only in the process environment, not in ${from}`,
        example: `export ${name}=…`,
        from,
      })),
  }
}

/** Variables of the process environment that are compared: of a machine with more, the first ones. */
const MOST_COMPARED = 500

/**
 * A variable that is not set, and whose name stands in the process environment with a letter or two wrong: the problem
 * names both. Only this says so, because other names of the process environment are none of this run's.
 */
export function nameMisspelt(
  problems: readonly ConfigProblem[],
  known: readonly string[],
  { processEnv, set }: Surroundings,
): readonly ConfigProblem[] {
  if (!problems.some(({ code }) => code === 'config.missing')) return problems
  const others = Object.keys(processEnv).filter((name) => !known.includes(name))
  const slips = others.slice(0, MOST_COMPARED).flatMap((name) => {
    const near = nearestName(name, known)
    return near?.by === 'typo' && !set.has(near.name) ? [{ name, means: near.name }] : []
  })
  return problems.map((problem) => {
    if (problem.code !== 'config.missing') return problem
    const said = `${problem.variable} ${problem.message}`
    const slip = slips.find(({ means }) => said.split(/[ ,]+/).includes(means))
    if (slip === undefined) return problem
    return {
      ...problem,
      message: `${problem.message}; ${slip.name} is set: is ${slip.means} meant?`,
    }
  })
}
