/**
 * The text with one letter or digit near its middle replaced by a neighbour of its kind, so that it
 * keeps its form: a digit stays a digit, a hexadecimal letter one, a letter its case. The middle,
 * because the last characters of base64url may carry bits that nobody reads (RFC 4648 §3.5).
 */
export function changeOneCharacter(text: string): string {
  const middle = Math.floor(text.length / 2)
  const after = text.slice(middle).search(/[A-Za-z0-9]/)
  const place = after === -1 ? text.search(/[A-Za-z0-9]/) : middle + after
  if (place === -1) return `${text}x`
  return text.slice(0, place) + neighbour(text.charAt(place)) + text.slice(place + 1)
}

function neighbour(character: string): string {
  if (character === '9') return '0'
  const step = /[fzFZ]/.test(character) ? -1 : 1
  return String.fromCharCode(character.charCodeAt(0) + step)
}
