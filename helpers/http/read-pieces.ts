import { decodePieces, type PieceDecoder } from './decode-pieces.ts'
import type { Answer, Exchange } from './exchange.ts'
import { unreadable } from './receive.ts'
import type { Follower } from './request.ts'

/** Reads a body in clear, piece by piece; each try of a request has one of its own. */
export interface PieceReader {
  add(piece: Uint8Array): void
}

/** An answer whose body is read by pieces: nothing of it is kept but its beginning. */
export interface ReadInPieces<Reader extends PieceReader> {
  readonly follower: Follower
  /**
   * The answer to the request that was followed, with the beginning of its text, and its reader, which had all of the body;
   * no reader and no answer where the body cannot be decoded, or is larger than the limit.
   */
  settle(exchange: Exchange): Promise<{ readonly exchange: Exchange; readonly reader?: Reader }>
}

/** Bytes of the beginning: enough for the words of an error. */
const BEGINNING_BYTES = 2_048

export function readInPieces<Reader extends PieceReader>(
  begin: (head: Pick<Answer, 'status' | 'headers'>) => Reader,
  limitBytes: number,
): ReadInPieces<Reader> {
  let reader: Reader | undefined
  let decoder: PieceDecoder | undefined
  let beginning = Buffer.alloc(0)
  let problem: string | undefined
  return {
    follower: {
      takes: 'body',
      head(status, headers) {
        const current = begin({ status, headers })
        reader = current
        beginning = Buffer.alloc(0)
        problem = undefined
        const take = (piece: Uint8Array) => {
          if (beginning.length < BEGINNING_BYTES)
            beginning = Buffer.concat([beginning, piece]).subarray(0, BEGINNING_BYTES)
          current.add(piece)
        }
        const refuse = (words: string) => {
          if (reader === current) problem = words
        }
        decoder = decodePieces(headers['content-encoding'] ?? '', take, refuse, {
          ends: 'whole',
          limitBytes,
        })
      },
      piece: (bytes) => decoder?.write(bytes),
    },
    async settle(exchange) {
      await decoder?.end()
      if (exchange.kind === 'no-answer') return { exchange }
      if (problem === undefined) {
        const text = new TextDecoder().decode(beginning)
        return { exchange: { ...exchange, text, json: undefined }, ...(reader && { reader }) }
      }
      const { asked, timing, status, tries, earlier } = exchange
      const failure = unreadable(asked, status, problem)
      return { exchange: { kind: 'no-answer', asked, timing, ...failure, tries, earlier } }
    },
  }
}
