/** Twelve days: longer than any run, and short enough never to be written with an exponent. */
const MOST_MS = 1e9

/** Milliseconds as the Surefire schema writes a time: seconds with three decimals. */
export function seconds(ms: number): string {
  const safe = Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MOST_MS) : 0
  return (safe / 1000).toFixed(3)
}
