/**
 * The first `max` UTF-16 units of a text, one fewer where that would cut a character in two, and a word
 * on how much was left out: `abc… (997 more characters)`.
 */
export function bounded(text: string, max: number): string {
  if (text.length <= max) return text
  const end = isFirstHalf(text.charCodeAt(max - 1)) ? max - 1 : max
  const left = text.length - end
  return `${text.slice(0, end)}… (${left} more ${left === 1 ? 'character' : 'characters'})`
}

/** A high surrogate: the first half of a character beyond U+FFFF. */
function isFirstHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}
