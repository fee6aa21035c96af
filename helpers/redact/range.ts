/** A piece of a text: from `start` up to, not including, `end`. */
export interface Range {
  readonly start: number
  readonly end: number
}
