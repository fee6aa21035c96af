/** Opening quote → the closing one that belongs to it. */
const PAIRS: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”',
  '‘': '’',
  '«': '»',
}

export interface Unwrapped {
  readonly text: string
  readonly changes: readonly string[]
}

/** Takes off what shells, YAML and copying leave around a value: blanks, and pairs of quotes, nested ones too. */
export function unwrap(raw: string): Unwrapped {
  let text = raw
  let blanks = 0
  let quotes = 0
  for (;;) {
    const trimmed = text.trim()
    blanks += text.length - trimmed.length
    text = trimmed
    const closing = PAIRS[text.charAt(0)]
    if (closing === undefined || text.length < 2 || !text.endsWith(closing)) break
    text = text.slice(1, -1)
    quotes += 1
  }
  const changes: string[] = []
  if (blanks > 0) changes.push('surrounding blanks removed')
  if (quotes > 0) changes.push('surrounding quotes removed')
  return { text, changes }
}
