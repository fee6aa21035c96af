import { isBlank } from '../text/quote.ts'
import { byteStream, decodedStreams } from './byte-stream.ts'

/** Bytes of a secret's beginning that give it away, even if the rest is missing: a server may have cut it short. */
export const BEGINNING = 16

/** Bytes of the shortest form that is replaced wherever it stands: fewer may be there by chance. */
export const SHORTEST_FORM = 6

const HTML_NAMES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** What no encoding but base64 and hex changes (RFC 3986 §2.3): most tokens consist of nothing else. */
const UNRESERVED = /^[\w.-]*$/

/** What a secret looks like after the encodings that tools apply to it. */
export interface SecretForms {
  /** Looked for everywhere, blanks inside them disregarded. */
  readonly forms: readonly Uint8Array[]
  /** Looked for as whole words, as they are: a secret shorter than six characters. */
  readonly words: readonly string[]
}

/** As it is, percent-encoded (RFC 3986, and as a form), JSON and HTML escaped, twice so, base64 at three alignments, hex, both of UTF-16, hex of base64. */
export function secretForms(secret: string): SecretForms {
  const bare = [...secret].filter((character) => !isBlank(character))
  if (bare.length === 0) return { forms: [], words: [] }
  const once = [...new Set(spellings(secret))]
  const texts = [...new Set(once.flatMap((text) => [text, ...spellings(text)]))]
  const bytes = Buffer.from(secret, 'utf8')
  const hexes = [bytes.toString('hex'), bytes.toString('hex').toUpperCase()]
  if (bare.length < SHORTEST_FORM) {
    const base64 = [bytes.toString('base64'), bytes.toString('base64url')]
    return { forms: [], words: [...new Set([secret.trim(), ...texts, ...base64, ...hexes])] }
  }
  // Twice where a Secret of Kubernetes was made of what was base64 already.
  const encoded = [bytes.toString('base64'), bytes.toString('base64url')]
  // PowerShell takes base64 of UTF-16 (`-EncodedCommand`).
  const wide = Buffer.from(secret, 'utf16le')
  const fragments = [
    ...[...once, ...hexes, ...encoded].map((text) => Buffer.from(text, 'utf8')),
    wide,
  ].flatMap(base64Fragments)
  const others = [wide, ...encoded.map((text) => Buffer.from(text))].map((one) =>
    one.toString('hex'),
  )
  const forms = [...new Set([...texts, ...hexes, ...others])].flatMap(formsOf)
  return { forms: [...forms, ...[...new Set(fragments)].map(base64Bytes)], words: [] }
}

function spellings(text: string): readonly string[] {
  if (UNRESERVED.test(text)) return [text]
  const [percent = '', lower = ''] = percentEncoded(text.replace(/\p{Cs}/gu, '\ufffd'))
  const form = new URLSearchParams([['', text]]).toString().slice(1)
  const json = JSON.stringify(text).slice(1, -1)
  const numbers = text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  const names = text.replace(/[&<>"']/g, (character) => HTML_NAMES[character] ?? '')
  return [text, percent, lower, form, form.replaceAll('+', '%20'), json, numbers, names]
}

/**
 * The base64 of a secret wherever it begins inside longer data: after 0, 1 or 2 bytes of a group of three;
 * with data behind it, where the last character also holds bits of that, and at the end, with its padding.
 */
function base64Fragments(secret: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), secret]).toString('base64')
    const mine = padded.slice(offset === 0 ? 0 : offset + 1)
    const data = mine.replace(/=+$/, '')
    const isShared = (offset + secret.length) % 3 !== 0
    const inside = isShared ? data.slice(0, -1) : data
    // Of a long one the beginning is enough, and all three begin alike.
    const whole = inside.length < BEGINNING ? [inside, data, mine] : [mine]
    return [...whole, ...percentEncoded(mine)]
  })
}

/** With upper case and with lower case in its codes. */
function percentEncoded(text: string): readonly string[] {
  const percent = encodeURIComponent(text)
  return [percent, percent.replace(/%../g, (code) => code.toLowerCase())]
}

/** The bytes of base64, percent-encoded or not, as a text's stream has them; without its codes it is a form of its own. */
function base64Bytes(text: string): Uint8Array {
  return Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_'))
}

function formsOf(text: string): readonly Uint8Array[] {
  if (UNRESERVED.test(text)) return text.length < SHORTEST_FORM ? [] : [Buffer.from(text)]
  const plain = byteStream(text)
  return [plain, ...decodedStreams(plain)]
    .filter(({ bytes }) => bytes.length >= SHORTEST_FORM)
    .map(({ bytes }) => Uint8Array.from(bytes))
}
