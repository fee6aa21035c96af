/** Milliseconds for a person: `12 ms`, `4.2 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  const safe = Number.isFinite(ms) && ms > 0 ? ms : 0
  if (safe < 999.5) return `${Math.round(safe)} ms`
  if (safe < 59_950) return `${(safe / 1000).toFixed(1)} s`
  const seconds = Math.round(safe / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
