/**
 * What a server sent, in one line and in quotation marks, for the texts of findings:
 * `"Invalid token"`, `'{"status":"down"}'`, `"aaa…"… (997 more characters)`. Single marks where they save
 * the escaping, which is what JSON asks for; control characters are visible escapes, never acts.
 */
export function quote(text: string, max = 200): string {
  const cut = bounded(text, max)
  const whole = cut === text
  const end = whole ? text.length : cut.lastIndexOf('… (')
  const shown = printable(cut.slice(0, end))
  const mark = shown.includes('"') && !shown.includes("'") ? "'" : '"'
  const inside = mark === '"' ? shown.replaceAll('"', '\\"') : shown
  return `${mark}${inside}${mark}${cut.slice(end)}`
}

/**
 * The first `max` UTF-16 units of a text, one fewer where that would cut a character in two, and a word
 * on how much was left out: `abc… (997 more characters)`. One unit more stands there itself: the word would be longer.
 */
export function bounded(text: string, max: number): string {
  if (text.length <= max + 1) return text
  const end = isFirstHalf(text.charCodeAt(max - 1)) ? max - 1 : max
  return `${text.slice(0, end)}… (${text.length - end} more characters)`
}

/** A high surrogate: the first half of a character beyond U+FFFF. */
function isFirstHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

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

/** What stands in a report where a secret stood. */
export const REDACTED = '[redacted]'
