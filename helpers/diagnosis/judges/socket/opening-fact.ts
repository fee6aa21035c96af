import type { SocketCredential, SocketPromise } from '../../../../contracts/schema/socket.ts'
import type { Frame, Handshake, Heard } from '../../../socket/handshake-fact.ts'
import type { SocketRefusal } from '../../../socket/refusal-of.ts'
import { quote } from '../../../text/quote.ts'

/** The result of one attempt to open a socket. */
export interface OpeningFact {
  readonly handshake: Handshake
  readonly heard?: Heard
  readonly refusal: SocketRefusal
  /** The frame that said that the token of a first message is accepted. */
  readonly granted?: Frame
}

/** How a token travels, in words that end a sentence; without a way, the handshake carries none. */
export function wayInWords(way: SocketCredential | undefined): string {
  switch (way?.by) {
    case 'header':
      return 'by Authorization header'
    case 'subprotocol':
      return 'by subprotocol'
    case 'query':
      return 'in the query'
    case 'cookie':
      return 'by cookie'
    case 'first-message':
      return 'by first message'
    default:
      return 'by nothing'
  }
}

/** What a socket opens for, in the words of a promise. */
export function admittedInWords(
  socket: SocketPromise,
  way: SocketCredential | undefined = socket.ways[0],
): string {
  return way === undefined || socket.admits === 'everybody'
    ? 'everybody'
    : `a user token ${wayInWords(way)}`
}

/** A frame or an event in words: its text, or of bytes how many and how they begin. */
export function frameInWords(
  { text, binary, bytes }: Pick<Frame, 'text'> & Partial<Pick<Frame, 'binary' | 'bytes'>>,
  max: number,
): string {
  if (binary !== true) return quote(text, max)
  return bytes === undefined
    ? 'a binary frame'
    : `a binary frame of ${bytes.length} bytes (${bytes.hex}${bytes.hex.length < bytes.length * 2 ? '…' : ''})`
}
