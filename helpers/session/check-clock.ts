import type { CheckNote } from '../record/check-record.ts'

/** Keeps apart what a check did and what it waited for. Time in which a request of its own is under way is never waiting. */
export interface CheckClock {
  waiting<T>(reason: 'needs' | 'turn', awaited: Promise<T>): Promise<T>
  working<T>(work: () => Promise<T>): Promise<T>
  waited(): NonNullable<CheckNote['waited']>
}

export function createCheckClock(now: () => number = () => performance.now()): CheckClock {
  const open = { needs: 0, turn: 0, working: 0 }
  let needsMs = 0
  let turnMs = 0
  let since = now()
  const count = () => {
    const passed = now() - since
    since += passed
    if (open.working > 0) return
    if (open.needs > 0) needsMs += passed
    else if (open.turn > 0) turnMs += passed
  }
  const during = async <T>(state: keyof typeof open, awaited: Promise<T>): Promise<T> => {
    count()
    open[state] += 1
    try {
      return await awaited
    } finally {
      count()
      open[state] -= 1
    }
  }
  return {
    waiting: during,
    working: (work) => during('working', work()),
    waited: () => {
      count()
      return { needsMs, turnMs }
    },
  }
}
