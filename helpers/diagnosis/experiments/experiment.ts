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

/** What an experiment showed, in the words of evidence. */
export interface ExperimentResult {
  readonly id: string
  readonly changes: string
  /** What came. */
  readonly saw: string
  /** What can no longer be the cause; undefined where it left the question open. */
  readonly excludes?: string
}

/** One line of evidence of an experiment. */
export function experimentLine({ changes, saw, excludes }: ExperimentResult): string {
  return `${changes}: ${saw}${excludes === undefined ? '' : `; that excludes ${excludes}`}`
}
