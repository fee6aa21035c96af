/** Dates end at 8.64e15 ms (ECMA-262 §21.4.1.1); half of it leaves room for sums. */
const MOST_MS = 4e15

/** CTRF counts in whole, non-negative milliseconds. */
export function wholeMs(ms: number): number {
  return Number.isFinite(ms) && ms > 0 ? Math.min(Math.round(ms), MOST_MS) : 0
}
