/**
 * When a piece of work starts: `normal` ones in the order in which they arrived, `low` ones after them, since no check
 * waits for these; `inPlace` at once, since a piece of work that has a place waits for it and sends nothing meanwhile.
 */
export type Priority = 'normal' | 'low' | 'inPlace'

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
  const waiting = { normal: [] as (() => void)[], low: [] as (() => void)[] }
  let free = places
  const enter = async (priority: 'normal' | 'low') => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting[priority].push(resolve))
  }
  const leave = () => {
    const next = waiting.normal.shift() ?? waiting.low.shift()
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
