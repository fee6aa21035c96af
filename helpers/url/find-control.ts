/** Cc: controls; Cf: invisible format characters (zero width, bidi, soft hyphen, BOM); Zl, Zp: separators. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/**
 * Where a text holds a character nobody can see, in words: "U+001B at character 12". Undefined when
 * it holds none. Never quotes the text, which may be a secret.
 */
export function findControl(text: string): string | undefined {
  const at = text.search(UNSEEN)
  if (at < 0) return undefined
  const code = text.codePointAt(at) ?? 0
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')} at character ${at + 1}`
}
