import * as zlib from 'node:zlib'
import { codingsOf, isWrapped, MOST_ENCODINGS } from './content-coding.ts'

const { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } = zlib
/** In Node 22.15 and later; the types are those of Node 20. */
const { createZstdDecompress } = zlib as {
  readonly createZstdDecompress?: typeof createBrotliDecompress
}

/** Undoes the compression of a body while it comes. */
export interface PieceDecoder {
  write(bytes: Uint8Array): void
  /** Resolves when everything that was written is decoded. */
  end(): Promise<void>
}

export interface PieceTerms {
  /** `whole`: a body that ends in the middle is broken; default: its beginning is decoded all the same. */
  readonly ends?: 'whole'
  /** A coding that is unknown is a problem, or the whole line counts as not sent, as in browsers. */
  readonly unknown?: 'as-it-is'
  /** Of what comes out, in bytes. */
  readonly limitBytes?: number
}

/**
 * Undoes the content codings of RFC 9110 §8.4.1 piece by piece, so that each piece keeps its time. `onProblem` gets words that
 * follow "the stream " or "the answer ": once, and no piece comes after it.
 */
export function decodePieces(
  encoding: string,
  onBytes: (bytes: Uint8Array) => void,
  onProblem: (problem: string) => void,
  terms: PieceTerms = {},
): PieceDecoder {
  const codings = codingsOf(encoding, terms.unknown ?? 'refused')
  let isBroken = false
  const broken = (problem: string) => {
    if (isBroken) return
    isBroken = true
    onProblem(problem)
  }
  if (codings.length > MOST_ENCODINGS) broken(`is compressed ${codings.length} times over`)
  const steps: PieceDecoder[] = []
  let next = onBytes
  // The coding that was applied last is undone first.
  for (const coding of codings) {
    const step = undoOne(coding, next, broken, terms)
    steps.unshift(step)
    next = (bytes) => {
      if (!isBroken) step.write(bytes)
    }
  }
  return {
    write: next,
    async end() {
      for (const step of steps) if (!isBroken) await step.end()
    },
  }
}

type Unpacker = zlib.Gunzip | zlib.Inflate | zlib.InflateRaw | zlib.BrotliDecompress

function undoOne(
  coding: string,
  onBytes: (bytes: Uint8Array) => void,
  onProblem: (problem: string) => void,
  terms: PieceTerms,
): PieceDecoder {
  const { limitBytes = Number.POSITIVE_INFINITY } = terms
  let unpacker: Unpacker | undefined
  let [came, out] = [0, 0]
  const refuse = (problem: string) => {
    unpacker?.destroy()
    onProblem(problem)
  }
  return {
    write(bytes) {
      if (bytes.length === 0 || unpacker?.destroyed === true) return
      came += bytes.length
      if (unpacker === undefined) {
        unpacker = unpackerOf(coding, bytes, terms)
        if (unpacker === undefined) return refuse('is compressed in a way that was not asked for')
        unpacker.on('error', () => refuse(`is not the ${coding} it says it is`))
        unpacker.on('data', (piece: Buffer) => {
          out += piece.length
          if (out <= limitBytes) return onBytes(piece)
          refuse(`unpacks from ${came} bytes of ${coding} to more than the limit of ${limitBytes}`)
        })
      }
      unpacker.write(bytes)
    },
    end: () =>
      new Promise((resolve) => {
        if (unpacker === undefined || unpacker.destroyed) return resolve()
        unpacker.once('close', resolve)
        unpacker.end()
      }),
  }
}

/** `ZSTD_e_flush` of the constants of zlib, which the types of Node 20 lack. */
const ZSTD_FLUSH = 1

/** Bytes that come out at a time of a body that nobody watches: fewer pieces cost less. */
const CHUNK_BYTES = 65_536

function unpackerOf(
  coding: string,
  beginning: Uint8Array,
  { ends }: PieceTerms,
): Unpacker | undefined {
  const endedBy = (finishFlush: number) =>
    ends === 'whole' ? { chunkSize: CHUNK_BYTES } : { finishFlush }
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(endedBy(constants.Z_SYNC_FLUSH))
    case 'br':
      return createBrotliDecompress(endedBy(constants.BROTLI_OPERATION_FLUSH))
    case 'zstd':
      return createZstdDecompress?.(endedBy(ZSTD_FLUSH))
    case 'deflate':
      return (isWrapped(beginning) ? createInflate : createInflateRaw)(
        endedBy(constants.Z_SYNC_FLUSH),
      )
    default:
      return undefined
  }
}
