import { unwrap } from '../helpers/url/unwrap.ts'
import type { Candidate, Source } from './source.ts'

export interface Candidates {
  /** Set values, the one that counts first. */
  readonly set: readonly Candidate[]
  /** Where it stands there but is empty, which counts as unset. */
  readonly empty: readonly string[]
}

/** What all sources say about a variable, in the order of their precedence. */
export function candidates(name: string, sources: readonly Source[]): Candidates {
  const all = sources.flatMap(({ from, values }) => {
    const raw = values.get(name)
    return raw === undefined ? [] : [{ from, raw, bare: unwrap(raw) }]
  })
  const isEmpty = ({ bare }: Candidate) => bare.text === ''
  return {
    set: all.filter((candidate) => !isEmpty(candidate)),
    empty: all.filter(isEmpty).map(({ from }) => from),
  }
}
