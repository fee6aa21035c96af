/**
 * Control characters (C0, DEL, C1: with them ANSI sequences), format characters (bidirectional
 * overrides, zero-width, byte order marks, tags), lone surrogates, the Unicode line separators, and the
 * two non-characters that XML 1.0 forbids. Sources: Unicode general categories; XML 1.0 §2.2.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu
const INVISIBLE_BUT_NEWLINE = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/**
 * The text with everything that acts on a terminal, a parser or the reader's eye replaced by a visible
 * escape such as `\u001b`. Newlines become `\n`, so that a text from outside stays one line; `keep` leaves
 * them, for texts of our own with several lines, and turns a tab into two spaces.
 */
export function printable(text: string, newlines: 'keep' | 'escape' = 'escape'): string {
  if (newlines === 'escape') return text.replace(INVISIBLE, visible)
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '  ')
    .replace(INVISIBLE_BUT_NEWLINE, visible)
}

function visible(character: string): string {
  const short = SHORT[character]
  if (short !== undefined) return short
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16)
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`
}
