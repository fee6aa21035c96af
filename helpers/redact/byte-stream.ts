import { MARKER } from './marker.ts'

/** No byte of UTF-8 has this value: nothing is ever matched across it. */
const BARRIER = 0xff

/** A text as bytes in which secrets are looked for, and for each byte the piece of the text it came from. */
export interface ByteStream {
  readonly length: number
  readonly bytes: Uint8Array
  readonly starts: Uint32Array
  readonly ends: Uint32Array
}

/** Collects the bytes of a stream; blanks vanish, and both alphabets of base64 become one. */
export class ByteWriter implements ByteStream {
  length = 0
  readonly bytes: Uint8Array
  readonly starts: Uint32Array
  readonly ends: Uint32Array

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity)
    this.starts = new Uint32Array(capacity)
    this.ends = new Uint32Array(capacity)
  }

  byte(value: number, start: number, end: number): void {
    this.bytes[this.length] = value
    this.starts[this.length] = start
    this.ends[this.length] = end
    this.length += 1
  }

  /** One character as UTF-8 (RFC 3629); a lone surrogate keeps its three bytes. */
  character(code: number, start: number, end: number): void {
    if (code < 0x80) {
      if (code > 0x20 && code !== 0x7f) this.byte(sameAlphabet(code), start, end)
    } else if (code < 0x800) {
      if (code <= 0xa0 || code === 0xad) return
      this.byte(0xc0 | (code >> 6), start, end)
      this.byte(0x80 | (code & 0x3f), start, end)
    } else if (code < 0x10000) {
      if (isBlank(code)) return
      this.byte(0xe0 | (code >> 12), start, end)
      this.byte(0x80 | ((code >> 6) & 0x3f), start, end)
      this.byte(0x80 | (code & 0x3f), start, end)
    } else {
      this.byte(0xf0 | (code >> 18), start, end)
      this.byte(0x80 | ((code >> 12) & 0x3f), start, end)
      this.byte(0x80 | ((code >> 6) & 0x3f), start, end)
      this.byte(0x80 | (code & 0x3f), start, end)
    }
  }
}

/** UTF-8 takes so many bytes for a UTF-16 code unit at most. */
export const BYTES_A_UNIT = 3

/**
 * The bytes of a text without its blanks, so that a secret split over lines is whole again.
 * @param writer an empty one with room for them.
 */
export function byteStream(
  text: string,
  writer = new ByteWriter(text.length * BYTES_A_UNIT),
): ByteStream {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) {
      if (unit === 0x5b && text.startsWith(MARKER, at)) {
        writer.byte(BARRIER, at, at + MARKER.length)
        at += MARKER.length - 1
      } else writer.character(unit, at, at + 1)
      continue
    }
    const code = text.codePointAt(at) ?? unit
    const width = code > 0xffff ? 2 : 1
    writer.character(code, at, at + width)
    at += width - 1
  }
  return writer
}

/** `+` and `/` of base64 as `-` and `_` of base64url (RFC 4648 §5). */
function sameAlphabet(code: number): number {
  return code === 0x2b ? 0x2d : code === 0x2f ? 0x5f : code
}

/** Zero-width and directional characters, line separators, wide blanks, the byte order mark. */
function isBlank(code: number): boolean {
  return (
    (code >= 0x2000 && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202f) ||
    (code >= 0x205f && code <= 0x2064) ||
    code === 0x3000 ||
    code === 0xfeff
  )
}
