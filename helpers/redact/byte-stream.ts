import { isBlank, REDACTED } from '../text/quote.ts'

/** No byte of UTF-8 has this value, so that no secret is matched across it. */
const BARRIER = 0xff

/** The first characters of percent, HTML and JSON escapes. */
const KINDS = ['%', '&', '\\'] as const

/** Layers of encoding that are undone: a URL inside JSON inside HTML, and one to spare. */
const LAYERS = 4

/** Bits that mark the first byte of a UTF-8 character, by the number of bytes that follow (RFC 3629 §3). */
const LEAD = [0, 0xc0, 0xe0, 0xf0] as const

/** A text as bytes in which secrets are looked for, and for each byte the piece of the text that it came from. */
export class ByteStream {
  readonly bytes: number[] = []
  readonly starts: number[] = []
  readonly ends: number[] = []

  byte(value: number, start: number, end: number): void {
    this.bytes.push(value)
    this.starts.push(start)
    this.ends.push(end)
  }

  /** One character as UTF-8, blanks and invisible characters left out. */
  character(code: number, start: number, end: number): void {
    const isPlain = code > 0x20 && code < 0x7f
    if (!isPlain && isBlank(String.fromCodePoint(code))) return
    const more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3
    this.byte((LEAD[more] ?? 0) | (sameAlphabet(code) >> (6 * more)), start, end)
    for (let left = more - 1; left >= 0; left -= 1)
      this.byte(0x80 | ((code >> (6 * left)) & 0x3f), start, end)
  }
}

/** The bytes of a text without its blanks, so that a secret which is split over lines is whole again. */
export function byteStream(text: string): ByteStream {
  const stream = new ByteStream()
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0
    const isMarker = code === 0x5b && text.startsWith(REDACTED, at)
    const end = at + (isMarker ? REDACTED.length : code > 0xffff ? 2 : 1)
    if (isMarker) stream.byte(BARRIER, at, end)
    else stream.character(code, at, end)
    at = end
  }
  return stream
}

/**
 * The stream with percent, JSON and HTML escapes undone, and then those that this uncovers, layer by layer: any
 * mixture of spellings ends as the secret. Each kind is also undone alone, since one kind may swallow what another
 * needs: the backslash before `b%21…` takes the b. Empty if the stream holds no escape.
 */
export function decodedStreams(stream: ByteStream): readonly ByteStream[] {
  const kinds = KINDS.filter((kind) => stream.bytes.includes(kind.charCodeAt(0)))
  const alone = kinds.length < 2 ? [] : kinds.map((kind) => decode(stream, kind))
  const layers: ByteStream[] = []
  for (let last = stream; kinds.length > 0 && layers.length < LAYERS; ) {
    const next = decode(last, '%&\\')
    if (next.bytes.length === last.bytes.length) break
    layers.push(next)
    last = next
  }
  return [...alone, ...layers]
}

/**
 * `%41`, `\n`, `\x41`, `\u0041` (two of them for a surrogate pair), `&amp;`, `&#39;`, `&#x2F;`. Any number of backslashes
 * counts as one, which undoes escapes of escapes.
 */
const ESCAPE = new RegExp(
  `%(HH)|\\\\+(?:[nrtbf]|x(HH)|u([dD][89abAB]HH)\\\\+u([dD][c-fC-F]HH)|u(HHHH))?|&(?:([a-zA-Z]{2,4})|#(\\d{1,8})|#[xX](H{1,7}));`.replaceAll(
    'H',
    '[\\da-fA-F]',
  ),
  'g',
)

const NAMED: Readonly<Record<string, number>> = {
  amp: 0x26,
  lt: 0x3c,
  gt: 0x3e,
  quot: 0x22,
  apos: 0x27,
}

function decode({ bytes, starts, ends }: ByteStream, kinds: string): ByteStream {
  const decoded = new ByteStream()
  let at = 0
  const copyUpTo = (end: number) => {
    for (; at < end; at += 1) decoded.byte(bytes[at] ?? 0, starts[at] ?? 0, ends[at] ?? 0)
  }
  for (const found of Buffer.from(bytes).toString('latin1').matchAll(ESCAPE)) {
    const code = kinds.includes(found[0].charAt(0)) ? meaning(found) : undefined
    if (code === undefined || code > 0x10ffff) continue
    copyUpTo(found.index)
    at += found[0].length
    const isByte = code >= 0x80 && (found[1] ?? found[2]) !== undefined
    const write = isByte ? 'byte' : 'character'
    decoded[write](code, starts[found.index] ?? 0, ends[at - 1] ?? 0)
  }
  copyUpTo(bytes.length)
  return decoded
}

/** The byte or character that an escape means; 0, which is a blank, for a line break, a tab or a lone backslash. */
function meaning(found: RegExpExecArray): number | undefined {
  const [, percent, byte, high, low, unit, name, decimal, long] = found
  const hex = percent ?? byte ?? unit ?? long
  if (hex !== undefined) return Number.parseInt(hex, 16)
  if (decimal !== undefined) return Number(decimal)
  if (name !== undefined) return NAMED[name.toLowerCase()]
  if (high === undefined || low === undefined) return 0
  return 0x10000 + (Number.parseInt(high, 16) - 0xd800) * 0x400 + Number.parseInt(low, 16) - 0xdc00
}

/** `+` and `/` of base64 as `-` and `_` of base64url (RFC 4648 §5). */
function sameAlphabet(code: number): number {
  return code === 0x2b ? 0x2d : code === 0x2f ? 0x5f : code
}
