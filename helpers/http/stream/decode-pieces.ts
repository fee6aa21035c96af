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
