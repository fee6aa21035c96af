import type { Kind } from './kind.ts'
import { policyFor } from './policy.ts'
import { type Setting, whyUnused } from './settle-variable.ts'
import type { ConfigProblem } from './target.ts'

/** In these kinds of environment, all variables of at least one group must be set. */
export interface OneOf {
  readonly kinds: readonly Kind[]
  readonly groups: readonly (readonly string[])[]
}

/** The variables as they were settled, and in which kind of environment. */
export interface SettledIn {
  readonly settings: readonly Setting[]
  readonly kind: Kind
  /** Variables whose absence another problem explains. */
  readonly lost: ReadonlySet<string>
}

/**
 * The problem that none of several ways is configured, naming all that this kind of environment
 * allows; a way half configured is named first. A value that is set but wrong is its own problem.
 */
export function missingAlternative(
  { kinds, groups }: OneOf,
  { settings, kind, lost }: SettledIn,
): ConfigProblem | undefined {
  if (!kinds.includes(kind)) return undefined
  const find = (name: string) => settings.find(({ variable }) => variable.name === name)
  const isSet = (name: string) => find(name)?.presence === 'set' || lost.has(name)
  const policy = policyFor(kind, { writes: 'refused' })
  const isAllowed = (name: string) => whyUnused(find(name)?.variable.role, policy) === undefined
  const allowed = groups.filter((group) => group.every(isAllowed))
  if (allowed.length === 0 || allowed.some((group) => group.every(isSet))) return undefined
  const begun = allowed.find((group) => group.some(isSet))
  const first = begun ?? allowed[0] ?? []
  const lacking = first.filter((name) => !isSet(name))
  const ways = allowed.map((group) => group.join(' with ')).join(', or ')
  const half = begun === undefined ? '' : `, though ${begun.filter(isSet).join(' and ')} is`
  return {
    code: 'config.missing',
    variable: lacking[0] ?? '',
    message: `is not set${half}; ${kind} needs one of: ${ways}`,
    example: find(lacking[0] ?? '')?.variable.example ?? '',
    from: 'unset',
  }
}
