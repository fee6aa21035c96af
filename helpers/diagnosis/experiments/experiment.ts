/**
 * A planned second look at a failure: the same request with one thing changed. It is sent only after a failure, obeys
 * the same policy as every request, and could have shown the opposite of what it excludes.
 */
export interface Experiment {
  readonly id: string
  /** What is changed: "the same request without a token". */
  readonly changes: string
  /** What it can distinguish. */
  readonly tells: string
  /** Requests that it costs at most. */
  readonly costs: number
}
