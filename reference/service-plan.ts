import type { Interceptor } from './http/exchange.ts'
import type { Listening } from './listening/listening.ts'
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
  /** Milliseconds before an answer, by who asks (the world, or another service) and for what. */
  delayMs: (from: 'outside' | 'inside', path: string) => number
  cors: {
    allows: (origin: string, urls: Urls) => boolean
    credentials: boolean
    names: 'origin' | 'wildcard'
  }
  /** What stands before the service: load balancer, firewall. Its answers are not the service's. */
  readonly edge: Interceptor[]
  /** Inside the service, before its routes. Answers carry the service's own headers. */
  readonly app: Interceptor[]
}
