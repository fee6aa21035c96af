/** `last`: whoever comes after may go first, since nothing waits for this. */
export type Turn = 'soon' | 'last'

export type Gate = <T>(work: () => Promise<T>, turn?: Turn) => Promise<T>

/** Lets at most `places` pieces of work run at a time, in the order they came; those that may wait, last. */
export function createGate(places: number): Gate {
  const waiting: Readonly<Record<Turn, (() => void)[]>> = { soon: [], last: [] }
  let free = places
  const enter = async (turn: Turn) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting[turn].push(resolve))
  }
  const leave = () => {
    const next = waiting.soon.shift() ?? waiting.last.shift()
    if (next === undefined) free += 1
    else next()
  }
  return async (work, turn = 'soon') => {
    await enter(turn)
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
