import type { SocketCredential, SocketPromise } from '../../../../contracts/type/socket.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Handshake, Heard } from '../../../socket/handshake-fact.ts'
import type { SocketRefusal } from '../../../socket/refusal-of.ts'

/** What one attempt to open a socket came to. */
export interface OpeningFact {
  readonly handshake: Handshake
  readonly heard?: Heard
  readonly refusal: SocketRefusal
}

/** The attempt that is judged, and the attempts beside it that show why it failed. */
export interface HandshakeFact {
  readonly socket: SocketPromise
  readonly way?: SocketCredential
  /** Whom it should open for, when that says more than "a user token". */
  readonly what?: string
  readonly attempt: OpeningFact
  readonly others: readonly { readonly way: SocketCredential; readonly fact: OpeningFact }[]
  /** The same without the Origin of the web app. */
  readonly withoutOrigin?: OpeningFact
  /** A plain GET of the path. */
  readonly plain?: Exchange
  /** The same without any token. */
  readonly bare?: OpeningFact
}
