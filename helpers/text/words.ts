/** `1 check`, `12 checks`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** Milliseconds for a reader: `12 ms`, `4.2 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  const safe = Number.isFinite(ms) && ms > 0 ? ms : 0
  if (safe < 999.5) return `${Math.round(safe)} ms`
  if (safe < 59_950) return `${(safe / 1000).toFixed(1)} s`
  const seconds = Math.round(safe / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** `A`, `A and B`, `3, 7 and 9`; of a list longer than `most`: `1, 2, 3 and 20 more`. */
export function listSome(items: readonly (string | number)[], most = items.length): string {
  const shown = items.slice(0, most)
  const left = items.length - shown.length
  const last = left > 0 ? `${left} more` : shown.pop()
  return shown.length === 0 ? String(last ?? '') : `${shown.join(', ')} and ${last}`
}

/** Orders texts by code units: the same order on every machine, which `localeCompare` does not promise. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
