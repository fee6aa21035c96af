import { byteStream } from './byte-stream.ts'
import { decodeStream } from './decode-stream.ts'

/** From here on a piece of text is improbable enough to be replaced wherever it stands. */
const LONG = 6

/** What a secret looks like after the encodings that tools apply to it. */
export interface SecretForms {
  /** Looked for everywhere, blanks inside them disregarded. */
  readonly needles: readonly Uint8Array[]
  /** Looked for as whole words, as they are: a secret shorter than six characters. */
  readonly words: readonly string[]
}

/** As it is, percent-encoded (RFC 3986, and as a form), JSON and HTML escaped, base64 at three alignments, hex. */
export function secretForms(secret: string): SecretForms {
  const texts = [...new Set(spellings(secret))]
  const bare = secret.replace(/\s+/g, '')
  if (bare === '') return { needles: [], words: [] }
  const bytes = Buffer.from(secret, 'utf8')
  const hexes = [bytes.toString('hex'), bytes.toString('hex').toUpperCase()]
  if ([...bare].length < LONG) {
    const base64 = bytes.toString('base64')
    const url = bytes.toString('base64url')
    return { needles: [], words: [...new Set([secret.trim(), ...texts, base64, url, ...hexes])] }
  }
  const fragments = texts.flatMap((text) => base64Fragments(Buffer.from(text, 'utf8')))
  return { needles: [...texts, ...fragments, ...hexes].flatMap(needlesOf), words: [] }
}

function spellings(secret: string): readonly string[] {
  const percent = encodeURIComponent(secret.replace(/\p{Cs}/gu, '\ufffd'))
  const json = JSON.stringify(secret).slice(1, -1)
  const html = secret.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  return [secret, percent, percent.replaceAll('%20', '+'), json, html]
}

/**
 * The base64 of a secret wherever it begins inside longer data: after 0, 1 or 2 bytes of a group of three.
 * The characters that also hold bits of a neighbour are left off at both ends.
 */
function base64Fragments(secret: Buffer): readonly string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), secret]).toString('base64url')
    const shared = (offset + secret.length) % 3 === 0 ? 0 : 1
    return text.slice(offset === 0 ? 0 : offset + 1, text.length - shared)
  })
}

function needlesOf(text: string): readonly Uint8Array[] {
  const plain = byteStream(text)
  const decoded = decodeStream(plain)
  return [plain, ...(decoded === undefined ? [] : [decoded])]
    .filter(({ length }) => length >= LONG)
    .map(({ bytes, length }) => bytes.slice(0, length))
}
