/**
 * When a piece of work starts: `normal` ones in the order in which they arrived, `low` ones after them, since no check
 * waits for these; `inPlace` at once, since a piece of work that has a place waits for it and sends nothing meanwhile.
 */
export type Priority = 'normal' | 'low' | 'inPlace'

export type Limiter = <T>(work: () => Promise<T>, priority?: Priority) => Promise<T>

/** Runs at most `places` pieces of work at a time: by priority, then in the order in which they arrived. */
export function createLimiter(places: number): Limiter {
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
    await enter(priority)
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
