/** `low`: work of normal priority that arrives later may start first, since no check waits for this. */
export type Priority = 'normal' | 'low'

export type Limiter = <T>(work: () => Promise<T>, priority?: Priority) => Promise<T>

/** Runs at most `places` pieces of work at a time: by priority, then in the order in which they arrived. */
export function createLimiter(places: number): Limiter {
  const waiting: Readonly<Record<Priority, (() => void)[]>> = { normal: [], low: [] }
  let free = places
  const enter = async (priority: Priority) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting[priority].push(resolve))
  }
  const leave = () => {
    const next = waiting.normal.shift() ?? waiting.low.shift()
    if (next === undefined) free += 1
    else next()
  }
  return async (work, priority = 'normal') => {
    await enter(priority)
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
