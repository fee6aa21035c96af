import { KINDS, type Kind } from './kind.ts'
import { candidates, type Source } from './source.ts'
import type { ConfigProblem } from './target.ts'

export interface KindChoice {
  /** Undefined if it is not known: then no value is judged by the policy. */
  readonly kind: Kind | undefined
  readonly problems: readonly ConfigProblem[]
  readonly warnings: readonly ConfigProblem[]
}

const NAME = 'ENVIRONMENT'

/** The kind that the name of an environment means when nothing sets ENVIRONMENT: only the four words mean one. */
export function kindOfName(name: string | undefined): Kind | undefined {
  return KINDS.find((kind) => kind === name)
}

/**
 * The kind of environment, by which everything else is judged. Precedence holds here too, with one
 * exception: if a file says production, no laxer kind applies. A forgotten `export ENVIRONMENT=development` must
 * not send to production what only a test deployment may see.
 */
export function chooseKind(
  sources: readonly Source[],
  embedded: 'embedded' | 'deployed',
): KindChoice {
  const said = candidates(NAME, sources).set.map(({ from, bare }) => ({
    from,
    kind: kindOfName(bare.text.toLowerCase()),
  }))
  const { kind, from } = said[0] ?? {}
  // Missing and misspelt values are reported together with those of every other variable.
  if (kind === undefined || from === undefined)
    return { kind: undefined, problems: [], warnings: [] }
  const other = said.find((one) => one.kind !== undefined && one.kind !== kind)
  const problemOf = (message: string): ConfigProblem => {
    return { code: 'config.invalid', variable: NAME, message, example: other?.kind ?? kind, from }
  }
  const is = `is ${kind} (${from})`
  const production = said.find((one) => one.kind === 'production')
  if (production !== undefined && kind !== 'production') {
    return {
      kind,
      problems: [problemOf(`${is}, but production in ${production.from}; unset it`)],
      warnings: [],
    }
  }
  const deployed = kind === 'staging' || kind === 'production'
  if (embedded === 'embedded' && deployed && from !== 'embedded reference') {
    const message = `${is}, but --env local tries the embedded reference; unset it, or pass --env ${kind}`
    return { kind: undefined, problems: [problemOf(message)], warnings: [] }
  }
  if (other === undefined) return { kind, problems: [], warnings: [] }
  const message = `${is} instead of ${other.kind} (${other.from}): the rules of ${kind} apply`
  return { kind, problems: [], warnings: [problemOf(message)] }
}
