import type { Range } from './range.ts'

/** `{"` in base64url, with which every JWT begins, and the same encoded once more, as subprotocols carry it. */
const BEGINNINGS = ['eyJ', 'ZXlK']

/** Shorter runs hold no header, let alone a token. */
const SHORTEST = 12

/** Where something stands that looks like a JWT, or a part of one that was cut. */
export function tokenRanges(text: string): readonly Range[] {
  return BEGINNINGS.flatMap((beginning) => {
    const ranges: Range[] = []
    let start = text.indexOf(beginning)
    while (start !== -1) {
      let end = start + beginning.length
      while (isTokenUnit(text.charCodeAt(end))) end += 1
      if (end - start >= SHORTEST) ranges.push({ start, end })
      start = text.indexOf(beginning, end)
    }
    return ranges
  })
}

/** Base64url, its padding, and the dot between the parts of a JWT. */
function isTokenUnit(unit: number): boolean {
  return (
    (unit >= 0x30 && unit <= 0x39) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x61 && unit <= 0x7a) ||
    unit === 0x2d ||
    unit === 0x2e ||
    unit === 0x3d ||
    unit === 0x5f
  )
}
