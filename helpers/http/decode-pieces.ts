import * as zlib from 'node:zlib'
import { beginOf, CUT_OFF, codingsOf, cutOff, MOST_ENCODINGS, notOf } from './content-coding.ts'

const { constants, createBrotliDecompress, createInflateRaw } = zlib
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
  const codings = codingsOf(encoding)
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

type Unpacker = zlib.InflateRaw | zlib.BrotliDecompress

function undoOne(
  coding: string,
  onBytes: (bytes: Uint8Array) => void,
  onProblem: (problem: string) => void,
  terms: PieceTerms,
): PieceDecoder {
  const { limitBytes = Number.POSITIVE_INFINITY } = terms
  let unpacker: Unpacker | undefined
  let [came, out] = [0, 0]
  /** The header of gzip, as long as it goes on. */
  let header = Buffer.alloc(0)
  const refuse = (problem: string) => {
    unpacker?.destroy()
    onProblem(problem)
  }
  const begin = (): Unpacker | undefined => {
    const begun = unpackerOf(coding, terms)
    begun?.on('error', ({ code }: NodeJS.ErrnoException) =>
      refuse(code === CUT_OFF ? cutOff(coding) : notOf(coding)),
    )
    begun?.on('data', (piece: Buffer) => {
      out += piece.length
      if (out <= limitBytes) return onBytes(piece)
      refuse(`unpacks from ${came} bytes of ${coding} to more than the limit of ${limitBytes}`)
    })
    return begun
  }
  return {
    write(bytes) {
      if (bytes.length === 0 || unpacker?.destroyed === true) return
      came += bytes.length
      if (unpacker !== undefined) return void unpacker.write(bytes)
      header = Buffer.concat([header, bytes])
      const begins = beginOf(coding, header)
      if (begins === 'elsewhere') return refuse(notOf(coding))
      if (begins === 'later') return
      unpacker = begin()
      if (unpacker === undefined) return refuse('is compressed in a way that was not asked for')
      unpacker.write(header.subarray(begins))
    },
    end: () =>
      new Promise((resolve) => {
        if (unpacker === undefined && header.length > 0 && terms.ends === 'whole')
          refuse(cutOff(coding))
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

function unpackerOf(coding: string, { ends }: PieceTerms): Unpacker | undefined {
  const endedBy = (finishFlush: number) =>
    ends === 'whole' ? { chunkSize: CHUNK_BYTES } : { finishFlush }
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
    case 'deflate':
      return createInflateRaw(endedBy(constants.Z_SYNC_FLUSH))
    case 'br':
      return createBrotliDecompress(endedBy(constants.BROTLI_OPERATION_FLUSH))
    case 'zstd':
      return createZstdDecompress?.(endedBy(ZSTD_FLUSH))
    default:
      return undefined
  }
}
