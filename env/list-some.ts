const MOST = 8

/** "3, 7 and 9", and "1, 2, … 8 and 20 more" for a long list. */
export function listSome(items: readonly (string | number)[]): string {
  const shown = items.slice(0, MOST)
  const left = items.length - shown.length
  const last = left > 0 ? `${left} more` : shown.pop()
  return shown.length === 0 ? String(last ?? '') : `${shown.join(', ')} and ${last}`
}
