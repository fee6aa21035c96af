/** One mistake: SHOP with another value at a place, and every line that is said about it, with an example that works. */
export interface Mistake {
  readonly what: string
  readonly path: string
  /** Undefined takes the field away. */
  readonly value: unknown
  readonly said: readonly string[]
}
