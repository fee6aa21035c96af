/**
 * Invisible characters: controls (C0, DEL, C1: with them ANSI sequences), format characters (bidirectional
 * overrides, zero-width, byte order marks, tags), lone surrogates, the Unicode line separators, and the
 * two non-characters that XML 1.0 forbids. Sources: Unicode general categories; XML 1.0 §2.2.
 */
const INVISIBLE = String.raw`\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff`
const EACH = new RegExp(`[${INVISIBLE}]`, 'gu')
const EACH_BUT_NEWLINE = new RegExp(String.raw`(?!\n)[${INVISIBLE}]`, 'gu')
const BLANK = new RegExp(String.raw`[\s${INVISIBLE}]`, 'u')

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/**
 * The text with each invisible character, which may act on a terminal, a parser or the reader's eye, replaced by a
 * visible escape such as `\u001b`. Newlines become `\n`, so that a text from outside stays one line; `keep` leaves
 * them, for texts of our own with several lines, and turns a tab into two spaces.
 */
export function printable(text: string, newlines: 'keep' | 'escape' = 'escape'): string {
  if (newlines === 'escape') return text.replace(EACH, visible)
  return text.replaceAll('\r\n', '\n').replaceAll('\t', '  ').replace(EACH_BUT_NEWLINE, visible)
}

/**
 * Where a text holds an invisible character, in words: "U+001B at character 12". Undefined if it holds none.
 * Never quotes the text, which may be a secret.
 */
export function findInvisible(text: string): string | undefined {
  const at = text.search(EACH)
  return at < 0 ? undefined : `U+${hexOf(text.slice(at)).toUpperCase()} at character ${at + 1}`
}

/** Whether a character leaves no mark on a page: an invisible one, or white space. */
export function isBlank(character: string): boolean {
  return BLANK.test(character)
}

function visible(character: string): string {
  const short = SHORT[character]
  if (short !== undefined) return short
  const hex = hexOf(character)
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex}`
}

/** The code of the first character, in at least four hexadecimal digits. */
function hexOf(text: string): string {
  return (text.codePointAt(0) ?? 0).toString(16).padStart(4, '0')
}
