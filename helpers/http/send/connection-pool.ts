import { createLimiter, type Limiter, type Priority, type TurnClock } from '../limiter.ts'
import type { Connection } from './connection.ts'

/** The connections to every origin: each origin has a limit of requests under way. */
export interface ConnectionPool {
  /** Gives the work a connection to the origin when its turn comes, the warmest that is idle. */
  use<T>(
    origin: string,
    turn: { readonly make: () => Connection; readonly priority?: Priority | undefined },
    work: (connection: Connection) => Promise<T>,
  ): Promise<T>
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
      return limiter(async () => {
        const connection = idle.pop() ?? make()
        try {
          return await work(connection)
        } finally {
          if (closed) connection.discard()
          else idle.push(connection)
        }
      }, priority)
    },
    close() {
      closed = true
      for (const { idle } of pools.values())
        for (const connection of idle.splice(0)) connection.discard()
    },
  }
}
