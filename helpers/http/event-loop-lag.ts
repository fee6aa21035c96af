/** Measures how long this process was held up: by its own work, or by a machine that gave it no time. */
export interface LagMonitor {
  /** Milliseconds the event loop stood still since a reading of the same clock, up to now. */
  heldUpMs(since: number): number
  close(): void
}

/** The clock and the timer, injected in tests. */
export interface LagClock {
  now(): number
  /** Calls `tick` every `ms`, without keeping the process alive; returns what stops it. */
  every(ms: number, tick: () => void): () => void
}

/** Fine enough to time what matters to deadlines of seconds, and 20 wakes a second cost nothing. */
const TICK_MS = 50
/** Timers are a few milliseconds late on any healthy machine. */
const NOISE_MS = 5
/** More hold-ups than a run of minutes has; the oldest are forgotten. */
const MOST_KEPT = 1_000

interface HoldUp {
  readonly from: number
  readonly until: number
}

/**
 * Watches a timer of our own drift. `monitorEventLoopDelay` gives a histogram of the whole life of a
 * process; here it must be known when, because only the life of one request counts.
 */
export function createLagMonitor(clock: LagClock = REAL): LagMonitor {
  const holdUps: HoldUp[] = []
  let lastTick = clock.now()

  /** The hold-up that ends now, if there is one: a deadline may fire before the tick that would note it. */
  const current = (): HoldUp => ({
    from: Math.min(lastTick + TICK_MS, clock.now()),
    until: clock.now(),
  })

  const stop = clock.every(TICK_MS, () => {
    const holdUp = current()
    if (holdUp.until - holdUp.from > NOISE_MS) holdUps.push(holdUp)
    if (holdUps.length > MOST_KEPT) holdUps.shift()
    lastTick = clock.now()
  })
  const close = () => {
    stop()
    // Nothing is timed any more, so nothing is late.
    lastTick = Number.POSITIVE_INFINITY
  }

  return {
    heldUpMs: (since) => {
      let sum = 0
      // From the newest back to the first that ended before: every request asks, and a busy machine has a thousand of them.
      for (let at = holdUps.length; at >= 0; at -= 1) {
        const { from, until } = holdUps[at] ?? current()
        if (until <= since) break
        const ms = until - Math.max(from, since)
        if (ms > NOISE_MS) sum += ms
      }
      return sum
    },
    close,
  }
}

const REAL: LagClock = {
  now: () => performance.now(),
  every(ms, tick) {
    const timer = setInterval(tick, ms).unref()
    return () => clearInterval(timer)
  },
}
