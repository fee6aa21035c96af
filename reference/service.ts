import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Answer, Asked, Handler, Interceptor } from './http/exchange.ts'

/** The raw side of a WebSocket handshake. */
export interface Handshake {
  readonly request: IncomingMessage
  readonly connection: Duplex
  readonly head: Buffer
}

/** A service, ready to be put behind a port. */
export interface Service {
  /** What a request passes before it reaches the routes, outermost first. */
  readonly layers: readonly Interceptor[]
  readonly routes: Handler
  /** Takes a WebSocket handshake. A service without it treats a handshake as a plain request. */
  readonly upgrade?: (asked: Asked, handshake: Handshake) => Promise<Answer>
}
