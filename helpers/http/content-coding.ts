import { promisify } from 'node:util'
import * as zlib from 'node:zlib'

const { brotliDecompress, inflateRaw } = zlib
/** In Node 22.15 and later; the types are those of Node 20. */
const { zstdDecompress } = zlib as { readonly zstdDecompress?: typeof brotliDecompress }

/** The decoded body, or why it cannot be decoded, in words that follow "the answer ". */
export type Decoded = { readonly bytes: Buffer } | { readonly problem: string }

type Decoder = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

/** How gzip with deflated bytes begins (RFC 1952 §2.3.1). */
const GZIP = Buffer.from([0x1f, 0x8b, 8])

/**
 * The first member of gzip, as Chromium 156 unpacks it: neither the checksum at its end nor what follows is read, so that a
 * checksum that is missing hurts nobody, and of two members the second is lost. So too of `deflate`.
 */
const undeflate =
  (coding: string): Decoder =>
  async (bytes, options) => {
    const begins = beginOf(coding, bytes)
    if (begins === 'elsewhere') throw new Error(`no ${coding}`)
    return promisify(inflateRaw)(
      bytes.subarray(begins === 'later' ? bytes.length : begins),
      options,
    )
  }

const DECODERS = new Map<string, Decoder>([
  ['gzip', undeflate('gzip')],
  ['x-gzip', undeflate('gzip')],
  ['br', promisify(brotliDecompress)],
  ['deflate', undeflate('deflate')],
  ...(zstdDecompress === undefined ? [] : [['zstd', promisify(zstdDecompress)] as const]),
])

/** Accept-Encoding as Chromium sends it, as far as this Node can decode it (RFC 9110 §12.5.3). */
export const ENCODINGS_OF_BROWSERS = ['gzip', 'deflate', 'br', 'zstd']
  .filter((coding) => DECODERS.has(coding))
  .join(', ')

/** What browsers decode, and this Node may not. */
const NOT_DECODED_HERE = new Set(['zstd', 'dcb', 'dcz'])

/** Encodings on top of one another are a sign of nothing good. */
export const MOST_ENCODINGS = 3

/**
 * Undoes the content codings of RFC 9110 §8.4.1, last applied first. `identity` was asked for, but
 * proxies compress all the same. Where one coding is unknown, the whole line counts as not sent, as in Chromium 156 (Fetch
 * standard, "handle content codings") and in Node's fetch, also for `identity` beside another: S3 says `utf-8` or `aws-chunked` of files
 * that were stored so, and Next.js says `none` of streams. Each step is bounded, so that a small bomb stays small.
 */
export async function decodeBody(
  body: Buffer,
  encoding: string,
  limitBytes: number,
): Promise<Decoded> {
  const codings = codingsOf(encoding)
  if (body.length === 0 || codings.length === 0) return { bytes: body }
  if (codings.length > MOST_ENCODINGS)
    return { problem: `is compressed ${codings.length} times over` }
  let bytes = body
  for (const coding of codings.reverse()) {
    const decoder = DECODERS.get(coding)
    if (decoder === undefined) return { problem: 'is compressed in a way that was not asked for' }
    const undone = await undo(decoder, bytes, coding, limitBytes)
    if ('problem' in undone) return undone
    bytes = undone.bytes
  }
  return { bytes }
}

/** As they were applied; none of a line that counts as not sent. */
export function codingsOf(encoding: string): string[] {
  const named = encoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '')
  const isUnknown = (coding: string) => !DECODERS.has(coding) && !NOT_DECODED_HERE.has(coding)
  return named.some(isUnknown) ? [] : named
}

async function undo(
  decoder: Decoder,
  bytes: Buffer,
  coding: string,
  limitBytes: number,
): Promise<Decoded> {
  try {
    return { bytes: await decoder(bytes, { maxOutputLength: limitBytes }) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE')
      return {
        problem: `unpacks from ${bytes.length} bytes of ${coding} to more than the limit of ${limitBytes}`,
      }
    return { problem: code === CUT_OFF ? cutOff(coding) : notOf(coding) }
  }
}

/** The code of zlib and brotli in Node for bytes that end in the middle. */
export const CUT_OFF = 'Z_BUF_ERROR'
export const cutOff = (coding: string) => `is ${coding} that is cut off`
export const notOf = (coding: string) => `is not the ${coding} it says it is`

/**
 * Where the deflated bytes begin: behind the header of gzip (RFC 1952 §2.3) or of zlib, which some servers leave out of
 * `deflate` (RFC 9110 §8.4.1.2, note); at once for other codings. `later`: the header goes on; `elsewhere`: it is none of gzip.
 */
export function beginOf(coding: string, bytes: Buffer): number | 'later' | 'elsewhere' {
  const [first = 0, second = 0] = bytes
  if (coding === 'deflate') {
    const isWrapped = (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0
    return bytes.length < 2 ? 'later' : isWrapped ? 2 : 0
  }
  if (!coding.endsWith('gzip')) return 0
  if (!GZIP.subarray(0, bytes.length).equals(bytes.subarray(0, GZIP.length))) return 'elsewhere'
  const flags = bytes[3] ?? 0
  let at = 10
  if (flags & 4) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0)
  for (const text of [8, 16]) {
    if (flags & text) at = bytes.indexOf(0, at) + 1 || Number.POSITIVE_INFINITY
  }
  if (flags & 2) at += 2
  return at <= bytes.length ? at : 'later'
}
