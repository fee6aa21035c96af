import { type ByteStream, ByteWriter } from './byte-stream.ts'

const PERCENT = 0x25
const AMPERSAND = 0x26
const BACKSLASH = 0x5c
const KINDS = [PERCENT, AMPERSAND, BACKSLASH] as const

/** Layers of encoding that are undone: a URL inside JSON inside HTML, and one to spare. */
const LAYERS = 4

const NAMED: Readonly<Record<string, number>> = {
  amp: 0x26,
  lt: 0x3c,
  gt: 0x3e,
  quot: 0x22,
  apos: 0x27,
}

/**
 * The stream with percent, JSON and HTML escapes undone, and then those that came to light, layer by layer: so
 * a spelling nobody listed, and any mixture of them, is still the secret. With each kind undone alone too, since
 * one may swallow what another needs: the backslash before `b%21…` takes the b. None when there is no escape.
 */
export function decodedStreams(stream: ByteStream): readonly ByteStream[] {
  const kinds = escapesIn(stream)
  const alone = kinds.length < 2 ? [] : kinds.map((kind) => decodeLayer(stream, [kind]))
  const layers: ByteStream[] = []
  let last = stream
  while (layers.length < LAYERS && escapesIn(last).length > 0) {
    const next = decodeLayer(last, KINDS)
    if (next.length === last.length) break
    layers.push(next)
    last = next
  }
  return [...alone, ...layers]
}

function escapesIn({ bytes, length }: ByteStream): readonly number[] {
  const used = bytes.subarray(0, length)
  return KINDS.filter((kind) => used.includes(kind))
}

function decodeLayer(stream: ByteStream, kinds: readonly number[]): ByteStream {
  const { bytes, starts, ends, length } = stream
  const writer = new ByteWriter(length + 4)
  let at = 0
  while (at < length) {
    const byte = bytes[at] ?? 0
    const isEscape =
      (byte === PERCENT || byte === AMPERSAND || byte === BACKSLASH) && kinds.includes(byte)
    const read = isEscape ? readEscape(stream, at, byte) : undefined
    if (read === undefined) writer.byte(byte, starts[at] ?? 0, ends[at] ?? 0)
    else if (read.kind === 'byte' && read.code >= 0x80)
      writer.byte(read.code, starts[at] ?? 0, ends[read.next - 1] ?? 0)
    else if (read.kind !== 'nothing')
      writer.character(read.code, starts[at] ?? 0, ends[read.next - 1] ?? 0)
    at = read?.next ?? at + 1
  }
  return writer
}

function readEscape(stream: ByteStream, at: number, byte: number): Read | undefined {
  if (byte === PERCENT) return percent(stream, at)
  return byte === BACKSLASH ? backslash(stream, at) : entity(stream, at)
}

interface Read {
  readonly kind: 'byte' | 'character' | 'nothing'
  readonly code: number
  readonly next: number
}

function percent(stream: ByteStream, at: number): Read | undefined {
  const code = hex(stream, at + 1, 2)
  return code === undefined ? undefined : { kind: 'byte', code, next: at + 3 }
}

/** `\n` and its like are blanks and vanish; other backslashes vanish alone, which undoes any nesting. */
function backslash(stream: ByteStream, at: number): Read {
  let next = at + 1
  while (next < stream.length && stream.bytes[next] === BACKSLASH) next += 1
  const letter = next < stream.length ? String.fromCharCode(stream.bytes[next] ?? 0) : ''
  if ('nrtbf'.includes(letter) && letter !== '') return { kind: 'nothing', code: 0, next: next + 1 }
  const byte = letter === 'x' ? hex(stream, next + 1, 2) : undefined
  if (byte !== undefined) return { kind: 'byte', code: byte, next: next + 3 }
  const unit = letter === 'u' ? hex(stream, next + 1, 4) : undefined
  if (unit === undefined) return { kind: 'nothing', code: 0, next }
  const low = isHigh(unit) ? lowHalf(stream, next + 5) : undefined
  if (low === undefined) return { kind: 'character', code: unit, next: next + 5 }
  const code = 0x10000 + ((unit - 0xd800) << 10) + (low.code - 0xdc00)
  return { kind: 'character', code, next: low.next }
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function lowHalf(stream: ByteStream, at: number): Read | undefined {
  let next = at
  while (next < stream.length && stream.bytes[next] === BACKSLASH) next += 1
  const code = next > at && stream.bytes[next] === 0x75 ? hex(stream, next + 1, 4) : undefined
  if (code === undefined || code < 0xdc00 || code > 0xdfff) return undefined
  return { kind: 'character', code, next: next + 5 }
}

/** `&amp;`, `&#39;`, `&#x2F;`: at most ten bytes. */
function entity(stream: ByteStream, at: number): Read | undefined {
  const ahead = stream.bytes.subarray(at + 1, Math.min(at + 11, stream.length))
  const end = ahead.indexOf(0x3b)
  if (end < 2) return undefined
  const name = String.fromCharCode(...ahead.subarray(0, end)).toLowerCase()
  const code =
    NAMED[name] ??
    (/^#\d+$/.test(name) ? Number(name.slice(1)) : undefined) ??
    (/^#x[0-9a-f]+$/.test(name) ? Number.parseInt(name.slice(2), 16) : undefined)
  if (code === undefined || code > 0x10ffff) return undefined
  return { kind: 'character', code, next: at + end + 2 }
}

function hex({ bytes, length }: ByteStream, at: number, digits: number): number | undefined {
  if (at + digits > length) return undefined
  let value = 0
  for (let index = at; index < at + digits; index += 1) {
    const byte = bytes[index] ?? 0
    const lower = byte | 0x20
    const digit =
      byte >= 0x30 && byte <= 0x39
        ? byte - 0x30
        : lower >= 0x61 && lower <= 0x66
          ? lower - 0x57
          : -1
    if (digit < 0) return undefined
    value = value * 16 + digit
  }
  return value
}
