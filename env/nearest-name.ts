/** A name with more wrong letters than this is another name. */
const MOST_EDITS = 2
const LONGEST_NAME = 64

export interface Nearest {
  readonly name: string
  /** `typo`: a letter or two away; `related`: one holds the other, as `dev` and `development`. */
  readonly by: 'typo' | 'related'
}

/** The known name that a misspelt or shortened name most likely means; undefined if none is near. */
export function nearestName(written: string, known: readonly string[]): Nearest | undefined {
  const name = plain(written)
  if (name.length < 2 || name.length > LONGEST_NAME) return undefined
  const ranked = known
    .map((candidate) => ({ candidate, edits: editDistance(name, plain(candidate)) }))
    .sort((one, other) => one.edits - other.edits)
  const best = ranked[0]
  if (best !== undefined && best.edits <= MOST_EDITS && best.edits < name.length / 2) {
    return { name: best.candidate, by: 'typo' }
  }
  const related = known.find((candidate) => {
    const [short = '', long = ''] = [name, plain(candidate)].sort((a, b) => a.length - b.length)
    return short.length >= 3 && (long.startsWith(short) || long.endsWith(`_${short}`))
  })
  return related === undefined ? undefined : { name: related, by: 'related' }
}

function plain(name: string): string {
  return name.toUpperCase().replaceAll('-', '_')
}

/** Levenshtein's distance: letters to insert, remove or replace. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1]
    for (const [j, wanted] of [...other].entries()) {
      const replaced = (row[j] ?? 0) + (letter === wanted ? 0 : 1)
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
