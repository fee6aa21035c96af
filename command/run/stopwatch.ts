/** The parts of a run, in their order. */
export const STAGES = ['starting', 'waiting', 'checks', 'reports'] as const

export type Stage = (typeof STAGES)[number]

/** Milliseconds that each part of a run took. */
export type StageTimes = Readonly<Record<Stage, number>>

/** Takes the time of the parts of a run; the first begins with the process. */
export interface Stopwatch {
  /** The next part begins. */
  next(): void
  /** The time of every part so far; one that has not begun took none. */
  taken(): StageTimes
}

/** @param now milliseconds since the process began. */
export function startStopwatch(now: () => number = () => performance.now()): Stopwatch {
  const ends: number[] = []
  return {
    next: () => {
      if (ends.length < STAGES.length) ends.push(now())
    },
    taken: () => {
      const at = (index: number) => ends[index] ?? (index === ends.length ? now() : undefined)
      const times = STAGES.map((part, index) => {
        const from = index === 0 ? 0 : ends[index - 1]
        const to = at(index)
        return [part, from === undefined || to === undefined ? 0 : to - from] as const
      })
      return Object.fromEntries(times) as unknown as StageTimes
    },
  }
}
