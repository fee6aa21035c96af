import { type Unwrapped, unwrap } from '../helpers/url/unwrap.ts'

/** One place that sets variables. Lists of them run from the highest precedence to the lowest. */
export interface Source {
  /** As `Origin.from` calls it. */
  readonly from: string
  readonly values: ReadonlyMap<string, string>
}

/** What one source says about one variable. */
export interface Candidate {
  readonly from: string
  /** As the source has it. */
  readonly raw: string
  /** Without the blanks and quotes around it. */
  readonly bare: Unwrapped
}

/** A source from plain data; what is undefined is not there. */
export function sourceOf(
  from: string,
  values: Readonly<Record<string, string | undefined>>,
): Source {
  const entries = Object.entries(values)
  return {
    from,
    values: new Map(entries.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]]))),
  }
}

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
