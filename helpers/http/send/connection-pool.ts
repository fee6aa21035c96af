import type { Connection } from './connection.ts'

/** The connections to every origin: each origin has a limit of requests under way, and a queue in order of arrival. */
export interface ConnectionPool {
  /** Waits for its turn; undefined when the run is stopped before it comes. */
  take(origin: string, make: () => Connection): Promise<Connection | undefined>
  give(connection: Connection): void
  /** Closes idle connections; every request that waits for a turn gets undefined. */
  close(): void
}

interface OriginPool {
  inUse: number
  /** The warmest last. */
  readonly idle: Connection[]
  readonly waiting: ((connection: Connection | undefined) => void)[]
}

/** The limit holds for one origin: a smoke run must never be an attack. */
export function createConnectionPool(perHost: number): ConnectionPool {
  const pools = new Map<string, OriginPool>()
  let closed = false

  const poolOf = (origin: string): OriginPool => {
    const pool = pools.get(origin) ?? { inUse: 0, idle: [], waiting: [] }
    pools.set(origin, pool)
    return pool
  }

  return {
    async take(origin, make) {
      if (closed) return undefined
      const pool = poolOf(origin)
      if (pool.inUse >= perHost) return new Promise((turn) => pool.waiting.push(turn))
      pool.inUse += 1
      return pool.idle.pop() ?? make()
    },
    give(connection) {
      const pool = poolOf(connection.route.origin)
      const next = pool.waiting.shift()
      if (next !== undefined) return next(connection)
      pool.inUse -= 1
      if (closed) connection.discard()
      else pool.idle.push(connection)
    },
    close() {
      closed = true
      for (const { idle, waiting } of pools.values()) {
        for (const turn of waiting.splice(0)) turn(undefined)
        for (const connection of idle.splice(0)) connection.discard()
      }
    },
  }
}
