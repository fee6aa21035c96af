import type { LookupFunction, Socket } from 'node:net'
import type { Client, Dispatcher } from 'undici'
// @ts-expect-error the package has types only for its entry
import client from 'undici/lib/dispatcher/client.js'
import {
  type ConnectTimings,
  openConnection,
  startConnectTimings,
} from './connect/open-connection.ts'
import { authorityOf, type Route } from './connect/route.ts'
import { ConnectFault } from './fault-of-code.ts'
import { atItsEnd, createLimiter, type Limiter, type Priority, type TurnClock } from './limiter.ts'

/** The connections to every origin: each origin has a limit of requests under way. */
export interface ConnectionPool {
  /** Gives the work a connection to the origin when its turn comes, the warmest that is idle. */
  use<T>(
    origin: string,
    turn: { readonly make: () => Connection; readonly priority?: Priority | undefined },
    work: (connection: Connection) => Promise<T>,
  ): Promise<T>
  /** Whether a request to the origin would leave now. */
  hasPlace(origin: string): boolean
  /** Closes the idle connections; those in use are closed when their work is done. */
  close(): void
}

interface OriginPool {
  readonly limiter: Limiter
  /** The warmest last. */
  readonly idle: Connection[]
}

/** The limit holds for one origin: a smoke run must never be an attack. */
export function createConnectionPool(
  perHost: number,
  clockOf?: () => TurnClock | undefined,
): ConnectionPool {
  const pools = new Map<string, OriginPool>()
  let closed = false

  const poolOf = (origin: string): OriginPool => {
    const pool = pools.get(origin) ?? { limiter: createLimiter(perHost, clockOf), idle: [] }
    pools.set(origin, pool)
    return pool
  }

  return {
    use(origin, { make, priority }, work) {
      const { limiter, idle } = poolOf(origin)
      return limiter(() => {
        const connection = idle.pop() ?? make()
        return atItsEnd(work(connection), () => {
          if (closed) connection.discard()
          else idle.push(connection)
        })
      }, priority)
    },
    hasPlace: (origin) => poolOf(origin).limiter.hasPlace(),
    close() {
      closed = true
      for (const { idle } of pools.values())
        for (const connection of idle.splice(0)) connection.discard()
    },
  }
}

/** Node's own limit is 16 KiB; some gateways send more and still work for browsers. */
const HEADER_LIMIT_BYTES = 65_536
/** Below the shortest idle timeouts servers have (uvicorn and Node 5 s); a `Keep-Alive` hint shortens it. */
const IDLE_MS = 4_000
/** One when the kept connection proved dead before the request was written, and one for it. */
const MOST_CONNECTIONS = 2

/**
 * One connection to one origin at a time, and one request on it at a time, so that what a connection
 * showed (times, certificate, bytes) belongs to exactly one request. undici writes and parses; the
 * connecting is ours. `discard` closes the TCP connection; the next request opens another.
 */
export class Connection {
  readonly route: Route
  readonly #lookup: LookupFunction
  readonly #now: () => number
  #client: Client | undefined
  #timings: ConnectTimings
  #opened = 0
  #beganAt = 0

  constructor(route: Route, lookup: LookupFunction, now: () => number) {
    this.route = route
    this.#lookup = lookup
    this.#now = now
    this.#timings = startConnectTimings(now())
  }

  /** How far the connection in use has come. */
  get timings(): ConnectTimings {
    return this.#timings
  }

  /** Whether the current request travels on a connection that an earlier one opened. */
  get reused(): boolean {
    return this.#opened === 0 && this.#client !== undefined
  }

  /** Bytes of answers that came over the connection in use. */
  get bytesRead(): number {
    return this.#timings.phase === 'http' ? (this.#timings.socket?.bytesRead ?? 0) : 0
  }

  dispatch(
    request: Omit<Dispatcher.DispatchOptions, 'origin'>,
    handler: Dispatcher.DispatchHandler,
    beganAt: number,
  ): void {
    this.#opened = 0
    this.#beganAt = beganAt
    this.#client ??= this.#newClient()
    this.#client.dispatch(request, handler)
  }

  /** Lets go of the connection, open or being opened; the next request opens another. */
  discard(): void {
    const client = this.#client
    const timings = this.#timings
    this.#client = undefined
    // Not at once: this may be called from within the parser of the socket.
    queueMicrotask(() => {
      timings.socket?.destroy()
      void client?.destroy().catch(() => {})
    })
  }

  #newClient(): Client {
    return new UndiciClient(this.route.origin, {
      connect: (_options, callback) => {
        this.#connect().then(
          (socket) => callback(null, socket),
          (error: Error) => callback(error, null),
        )
      },
      maxHeaderSize: HEADER_LIMIT_BYTES,
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS,
      // The deadline and the body limit are ours, over the whole request.
      headersTimeout: 0,
      bodyTimeout: 0,
      pipelining: 1,
    })
  }

  async #connect(): Promise<Socket> {
    this.#opened += 1
    this.#timings = startConnectTimings(this.#beganAt)
    if (this.#opened > MOST_CONNECTIONS) {
      const detail = `${authorityOf(this.route)}: closes every connection before a request is sent`
      throw new ConnectFault('http.reset', detail)
    }
    return openConnection(this.route, this.#timings, { lookup: this.#lookup, now: this.#now })
  }
}

/**
 * undici's client for one connection, by its own file: the package's entry also loads fetch, WebSocket,
 * caches and mocks, 105 ms against 36 ms on Node 20, which every run would pay. The version is pinned.
 */
export const UndiciClient = client as typeof Client
