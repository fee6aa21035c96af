/** From here on a character may be two columns wide (Hangul, CJK, emoji); counted so, a line never wraps. */
const FIRST_WIDE = 0x1100

/** The text, cut with an ellipsis where it would take more than so many columns of a terminal. */
export function fitColumns(text: string, columns: number): string {
  if (columns < 1) return ''
  let used = 0
  let end = 0
  let whole = 0
  for (const character of text) {
    used += (character.codePointAt(0) ?? 0) < FIRST_WIDE ? 1 : 2
    whole += character.length
    if (used > columns) return `${text.slice(0, end)}…`
    if (used < columns) end = whole
  }
  return text
}
