/** The priorities of work that waits, and their order: within each, in the order in which it arrived. */
const ORDER = ['high', 'normal', 'low'] as const

/**
 * When a piece of work starts: `high` before all others, since a chain of other work waits for it (at 100 ms a request the
 * message to an agent leaves 0.2 s sooner), and `low` after them, since none does; `inPlace` at once, since a piece of work
 * that has a place waits for it and sends nothing meanwhile.
 */
export type Priority = (typeof ORDER)[number] | 'inPlace'

/** Observes one who waits for a turn and then works. */
export interface TurnClock {
  /** The waiting or the work begins; the function it gives is called at its end. */
  begin(state: 'turn' | 'working'): () => void
}

export interface Limiter {
  /** @param work rejects where it fails, and does not throw. */
  <T>(work: () => Promise<T>, priority?: Priority): Promise<T>
  /** Whether a piece of work would start now. */
  hasPlace(): boolean
}

/**
 * Runs at most `places` pieces of work at a time: by priority, then in the order in which they arrived.
 * @param clockOf gives the clock of the caller, if there is one.
 */
export function createLimiter(places: number, clockOf?: () => TurnClock | undefined): Limiter {
  const waiting: Record<(typeof ORDER)[number], (() => void)[]> = { high: [], normal: [], low: [] }
  let free = places
  const leave = () => {
    const next = ORDER.map((priority) => waiting[priority])
      .find(({ length }) => length > 0)
      ?.shift()
    if (next === undefined) free += 1
    else next()
  }
  const limit = <T>(work: () => Promise<T>, priority: Priority = 'normal'): Promise<T> => {
    if (priority === 'inPlace') return work()
    const clock = clockOf?.()
    const start = () => {
      const end = clock?.begin('working')
      return atItsEnd(work(), () => {
        end?.()
        leave()
      })
    }
    if (free > 0) {
      free -= 1
      return start()
    }
    const turnCame = clock?.begin('turn')
    return new Promise<void>((resolve) => waiting[priority].push(resolve)).then(() => {
      turnCame?.()
      return start()
    })
  }
  return Object.assign(limit, { hasPlace: () => free > 0 })
}

/**
 * The same promise; `then` is called when it settles, before what was attached to it later. Unlike `finally` it makes no second
 * promise for the caller: each costs time at every request of a run, on Node 20 the most.
 */
export function atItsEnd<T>(promise: Promise<T>, then: () => void): Promise<T> {
  promise.then(then, then)
  return promise
}
