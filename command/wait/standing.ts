/**
 * Good answers in a row that count as ready: one may be a lucky instance of a rollout. Each time that they
 * end, as many more are asked for, up to the most: what comes up only to crash must not be caught while it is up.
 */
const IN_A_ROW = 3
const MOST_IN_A_ROW = 12

/** How a service that is awaited stands. */
export interface Standing {
  /** Good answers in a row so far, and how many are wanted. */
  readonly good: number
  readonly wanted: number
  /** Since when it is ready, in milliseconds of waiting; undefined when it is not. */
  readonly readyAtMs: number | undefined
}

export const NEW_STANDING: Standing = { good: 0, wanted: IN_A_ROW, readyAtMs: undefined }

/** The standing after one more answer. */
export function standingAfter(
  { good, wanted, readyAtMs }: Standing,
  answer: 'good' | 'bad',
  waitedMs: number,
): Standing {
  if (answer === 'bad')
    return {
      good: 0,
      wanted: good === 0 ? wanted : Math.min(wanted + IN_A_ROW, MOST_IN_A_ROW),
      readyAtMs: undefined,
    }
  const isReady = good + 1 >= wanted
  return { good: good + 1, wanted, readyAtMs: isReady ? (readyAtMs ?? waitedMs) : undefined }
}
