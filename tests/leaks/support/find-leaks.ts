/** So many characters in a row of a secret give it away. */
const TELLING = 16

/**
 * Where in these texts a secret can be read: as it is, in base64 at any alignment, in hex, percent-encoded or
 * escaped, broken over lines, whole or in part; the first place of each. Written without a line of the redactor's, which it watches.
 */
export function findLeaks(
  texts: Readonly<Record<string, string>>,
  secrets: readonly (readonly [value: string, label: string])[],
): readonly string[] {
  const pieces = new Map<string, string>()
  for (const [value, label] of secrets)
    for (const form of formsOf(value)) for (const piece of windows(form)) pieces.set(piece, label)
  const found = new Map<string, string>()
  for (const [name, text] of Object.entries(texts))
    for (const view of viewsOf(text))
      for (let at = 0; at + TELLING <= view.length; at += 1) {
        const label = pieces.get(view.slice(at, at + TELLING))
        const where = `${name}: ${label}`
        if (label !== undefined && !found.has(where))
          found.set(where, `${where}: …${view.slice(Math.max(0, at - 60), at + 40)}…`)
      }
  return [...found.values()]
}

function formsOf(secret: string): readonly string[] {
  const [header = '', ...rest] = secret.split('.')
  const isToken = rest.length === 2 && header.startsWith('eyJ')
  // The header of a token is the same for all and hides nothing.
  const open = isToken ? header.length + 1 : 0
  const bytes = Buffer.from(secret)
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64url')
    return text.slice(Math.ceil(((offset + open) * 4) / 3) + 1, -2)
  })
  const hex = bytes.subarray(open).toString('hex')
  return [secret.slice(open), ...base64, hex, hex.toUpperCase()].map(sameAlphabet)
}

function windows(form: string): readonly string[] {
  if (form.length < TELLING) return []
  return Array.from({ length: form.length - TELLING + 1 }, (_, at) => form.slice(at, at + TELLING))
}

/** The text as a reader of the file sees it, as its parser does, and both without what breaks lines. */
function viewsOf(text: string): readonly string[] {
  const parsed = unescaped(text)
  const twice = unescaped(parsed)
  return [
    ...new Set(
      [text, parsed, twice].map((view) =>
        sameAlphabet(view.replaceAll(/(?:\\+[nrt]|\s|[|"'\\])+/g, '')),
      ),
    ),
  ]
}

function unescaped(text: string): string {
  return text
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, hex) =>
      String.fromCodePoint(Number.parseInt(hex, 16) & 0xffff),
    )
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code) & 0xffff))
    .replaceAll(/\\+u00([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

/** Both alphabets of base64 (RFC 4648 §5) as one. */
function sameAlphabet(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_')
}
