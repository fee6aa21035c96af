/** A part of the summary that can be shortened by leaving out its last rows, each whole. */
export interface Section {
  readonly head: string
  readonly rows: Iterable<string>
  readonly foot: string
  /** What one row is, for the sentence that says how many were left out. */
  readonly row: string
  readonly count: number
}
