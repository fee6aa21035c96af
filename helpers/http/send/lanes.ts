import type { Lane } from './lane.ts'

/** The lanes to every origin: at most so many in use at once, first come first served. */
export interface Lanes {
  /** Waits for its turn; undefined when the run is stopped before it comes. */
  take(origin: string, make: () => Lane): Promise<Lane | undefined>
  give(lane: Lane): void
  /** Closes idle connections, and sends everyone who waits away. */
  close(): void
}

interface Street {
  inUse: number
  /** The warmest last. */
  readonly idle: Lane[]
  readonly waiting: ((lane: Lane | undefined) => void)[]
}

/** Politeness is by origin: a smoke run must never be an attack. */
export function createLanes(perHost: number): Lanes {
  const streets = new Map<string, Street>()
  let closed = false

  const streetOf = (origin: string): Street => {
    const street = streets.get(origin) ?? { inUse: 0, idle: [], waiting: [] }
    streets.set(origin, street)
    return street
  }

  return {
    async take(origin, make) {
      if (closed) return undefined
      const street = streetOf(origin)
      if (street.inUse >= perHost) return new Promise((turn) => street.waiting.push(turn))
      street.inUse += 1
      return street.idle.pop() ?? make()
    },
    give(lane) {
      const street = streetOf(lane.route.origin)
      const next = street.waiting.shift()
      if (next !== undefined) return next(lane)
      street.inUse -= 1
      if (closed) lane.discard()
      else street.idle.push(lane)
    },
    close() {
      closed = true
      for (const { idle, waiting } of streets.values()) {
        for (const turn of waiting.splice(0)) turn(undefined)
        for (const lane of idle.splice(0)) lane.discard()
      }
    },
  }
}
