/** How much of an answer had come when a request failed. */
export interface Came {
  readonly status: number | undefined
  readonly bytes: number
  /** Of the body alone. */
  readonly bodyBytes: number
}
