import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Answer, Asked, Handler, Interceptor } from './http/exchange.ts'
import type { Listening } from './listening/open-port.ts'
import type { Urls } from './urls.ts'

export type Environment = 'development' | 'staging' | 'production'

/** The platform moved quickly: H is its newest state, S9 the one of nine days earlier. */
export type Generation = 'H' | 'S9'

/** Milliseconds since the epoch, as this service sees them. */
export type Clock = () => number

/** The settings every service has. Faults change them freely before the start. */
export interface ServicePlan {
  /** The service's own ENVIRONMENT. */
  environment: Environment
  version: string
  now: Clock
  listening: Listening
  /** Milliseconds before an answer, by where the request comes from and by its path. */
  delayMs: (from: 'outside' | 'inside', path: string) => number
  cors: {
    allows: (origin: string, urls: Urls) => boolean
    credentials: boolean
    names: 'origin' | 'wildcard'
  }
  /** In front of the service: load balancer, firewall. Their answers are not the service's. */
  readonly edge: Interceptor[]
  /** Inside the service, before its routes. Answers carry the service's own headers. */
  readonly app: Interceptor[]
}

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
