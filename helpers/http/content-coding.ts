import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import {
  type BrotliDecompress,
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  type Gunzip,
  type Inflate,
  type InflateRaw,
} from 'node:zlib'

const { brotliDecompress, gunzip, inflate, inflateRaw } = zlib
/** In Node 22.15 and later; the types are those of Node 20. */
const { zstdDecompress } = zlib as { readonly zstdDecompress?: typeof brotliDecompress }

/** The decoded body, or why it cannot be decoded, in words that follow "the answer ". */
export type Decoded = { readonly bytes: Buffer } | { readonly problem: string }

type Decoder = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

const DECODERS = new Map<string, Decoder>([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['br', promisify(brotliDecompress)],
  ['deflate', inflateEither],
  ...(zstdDecompress === undefined ? [] : [['zstd', promisify(zstdDecompress)] as const]),
])

/** Accept-Encoding as Chromium sends it, as far as this Node can decode it (RFC 9110 §12.5.3). */
export const ENCODINGS_OF_BROWSERS = ['gzip', 'deflate', 'br', 'zstd']
  .filter((coding) => DECODERS.has(coding))
  .join(', ')

/** What browsers decode, and this Node may not. */
const NOT_DECODED_HERE = new Set(['zstd', 'dcb', 'dcz'])

/** Encodings on top of one another are a sign of nothing good. */
const MOST_ENCODINGS = 3

/**
 * Undoes the content codings of RFC 9110 §8.4.1, last applied first. `identity` was asked for, but
 * proxies compress all the same. A coding that is `unknown` is an error, or the whole line counts as not sent, as in
 * Chromium 156: S3 says `utf-8` or `aws-chunked` of files that were stored so. Each step is bounded, so that a small bomb stays small.
 */
export async function decodeBody(
  body: Buffer,
  encoding: string,
  limitBytes: number,
  unknown: 'refused' | 'as-it-is' = 'refused',
): Promise<Decoded> {
  const codings = encoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
  if (body.length === 0 || codings.length === 0) return { bytes: body }
  if (
    unknown === 'as-it-is' &&
    codings.some((coding) => !DECODERS.has(coding) && !NOT_DECODED_HERE.has(coding))
  )
    return { bytes: body }
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

async function undo(
  decoder: Decoder,
  bytes: Buffer,
  coding: string,
  limitBytes: number,
): Promise<Decoded> {
  try {
    return { bytes: await decoder(bytes, { maxOutputLength: limitBytes }) }
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    return {
      problem: tooLarge
        ? `unpacks from ${bytes.length} bytes of ${coding} to more than the limit of ${limitBytes}`
        : `is not the ${coding} it says it is`,
    }
  }
}

/** Some servers leave the zlib wrapper of `deflate` out (RFC 9110 §8.4.1.2, note). */
async function inflateEither(bytes: Buffer, options: { maxOutputLength: number }): Promise<Buffer> {
  const wrapped =
    ((bytes[0] ?? 0) & 0x0f) === 8 && (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % 31 === 0
  return wrapped ? promisify(inflate)(bytes, options) : promisify(inflateRaw)(bytes, options)
}

/** Undoes the compression of a body while it comes. */
export interface PieceDecoder {
  write(bytes: Uint8Array): void
  /** Resolves when everything that was written is decoded. */
  end(): Promise<void>
}

type Unpacker = Gunzip | Inflate | InflateRaw | BrotliDecompress

/** A stream that is cut, or closed by us, ends in the middle: what came is decoded all the same. */
const TO_THE_LAST_BYTE = { finishFlush: constants.Z_SYNC_FLUSH }

/**
 * Undoes the content coding of RFC 9110 §8.4.1 piece by piece, so that each piece keeps its time. `onProblem` gets words that
 * follow "the stream ": once, and no piece comes after it.
 */
export function decodePieces(
  encoding: string,
  onBytes: (bytes: Uint8Array) => void,
  onProblem: (problem: string) => void,
): PieceDecoder {
  const coding = encoding.trim().toLowerCase()
  if (coding === '' || coding === 'identity') return { write: onBytes, end: async () => {} }
  let unpacker: Unpacker | undefined
  let state: 'open' | 'broken' = 'open'
  const broken = (problem: string) => {
    if (state === 'broken') return
    state = 'broken'
    onProblem(problem)
  }
  return {
    write(bytes) {
      if (state === 'broken' || bytes.length === 0) return
      if (unpacker === undefined) {
        unpacker = unpackerOf(coding, bytes[0] ?? 0)
        if (unpacker === undefined) return broken('is compressed in a way that was not asked for')
        unpacker.on('data', onBytes)
        unpacker.on('error', () => broken(`is not the ${coding} it says it is`))
      }
      unpacker.write(bytes)
    },
    end: () =>
      new Promise((resolve) => {
        if (unpacker === undefined || state === 'broken') return resolve()
        unpacker.once('close', resolve)
        unpacker.end()
      }),
  }
}

function unpackerOf(coding: string, first: number): Unpacker | undefined {
  if (coding === 'gzip' || coding === 'x-gzip') return createGunzip(TO_THE_LAST_BYTE)
  if (coding === 'br')
    return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH })
  if (coding !== 'deflate') return undefined
  // Some servers leave the zlib wrapper out (RFC 9110 §8.4.1.2, note).
  return (first & 0x0f) === 8 ? createInflate(TO_THE_LAST_BYTE) : createInflateRaw(TO_THE_LAST_BYTE)
}
