import type { Unwrapped } from '../helpers/url/unwrap.ts'

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
