import { MARKER } from './marker.ts'
import type { Range } from './range.ts'

/** Where a short secret stands as a word of its own: no letter, digit or underscore next to it. */
export function wordRanges(text: string, word: string): readonly Range[] {
  const ranges: Range[] = []
  for (let start = text.indexOf(word); start !== -1; start = text.indexOf(word, start + 1)) {
    const end = start + word.length
    const inside = MARKER.includes(word) && isInMarker(text, start)
    if (!inside && !touchesBefore(text, start) && !touchesAfter(text, end))
      ranges.push({ start, end })
  }
  return ranges
}

/** A word that was beside a secret is not a word of its own because the secret is gone. */
function touchesBefore(text: string, start: number): boolean {
  return isWord(text.charCodeAt(start - 1)) || text.endsWith(MARKER, start)
}

function touchesAfter(text: string, end: number): boolean {
  return isWord(text.charCodeAt(end)) || text.startsWith(MARKER, end)
}

function isInMarker(text: string, at: number): boolean {
  const before = MARKER.length - 1
  return text.slice(Math.max(0, at - before), at + MARKER.length).includes(MARKER)
}

function isWord(unit: number): boolean {
  return (
    (unit >= 0x30 && unit <= 0x39) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x61 && unit <= 0x7a) ||
    unit === 0x5f ||
    unit >= 0x80
  )
}
