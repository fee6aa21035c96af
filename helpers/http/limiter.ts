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
  waiting<T>(reason: 'turn', awaited: Promise<T>): Promise<T>
  working<T>(work: () => Promise<T>): Promise<T>
}

export type Limiter = <T>(work: () => Promise<T>, priority?: Priority) => Promise<T>

/**
 * Runs at most `places` pieces of work at a time: by priority, then in the order in which they arrived.
 * @param clockOf gives the clock of the caller, if there is one.
 */
export function createLimiter(places: number, clockOf?: () => TurnClock | undefined): Limiter {
  const waiting: Record<(typeof ORDER)[number], (() => void)[]> = { high: [], normal: [], low: [] }
  let free = places
  const enter = async (priority: (typeof ORDER)[number]) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting[priority].push(resolve))
  }
  const leave = () => {
    const next = ORDER.map((priority) => waiting[priority])
      .find(({ length }) => length > 0)
      ?.shift()
    if (next === undefined) free += 1
    else next()
  }
  return async (work, priority = 'normal') => {
    if (priority === 'inPlace') return work()
    const clock = clockOf?.()
    const turn = enter(priority)
    await (clock?.waiting('turn', turn) ?? turn)
    try {
      return await (clock?.working(work) ?? work())
    } finally {
      leave()
    }
  }
}
