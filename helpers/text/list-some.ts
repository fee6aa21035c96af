/** "A", "A and B", "3, 7 and 9"; of a list longer than `most`: "1, 2, 3 and 20 more". */
export function listSome(items: readonly (string | number)[], most = items.length): string {
  const shown = items.slice(0, most)
  const left = items.length - shown.length
  const last = left > 0 ? `${left} more` : shown.pop()
  return shown.length === 0 ? String(last ?? '') : `${shown.join(', ')} and ${last}`
}
