import { setTimeout as sleep } from 'node:timers/promises'

/** Resolves after that time, and at once when the run is stopped. */
export async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stop }).catch(() => {})
}

/** Why no answer came before the deadline: `held-up` is this process, which proves nothing about the deployment. */
export type Passed = 'in-silence' | 'held-up'

export interface DeadlineClock {
  /** The deadline that lag is compared with, where `ms` is only what is left of it; default `ms`. */
  readonly timeoutMs?: number
  readonly now?: () => number
  /** `made-good`: time in which this process was held up is waited once more, up to the whole deadline again. */
  readonly lost?: 'made-good'
}

/**
 * Calls back when `ms` have passed and everything that had arrived by then is read: timers run before
 * sockets in Node's event loop, so that bytes in the kernel's buffers came in time. Returns a function that
 * cancels the deadline.
 */
export function startDeadline(
  ms: number,
  lag: Pick<LagMonitor, 'heldUpMs'> | undefined,
  onPassed: (passed: Passed) => void,
  { timeoutMs = ms, now = () => performance.now(), lost }: DeadlineClock = {},
): () => void {
  const began = now()
  let cancelled = false
  let moreMs = 0
  let timer: NodeJS.Timeout | undefined

  const wait = (waitMs: number) => {
    const dueAt = now() + waitMs
    timer = setTimeout(() => {
      const lateMs = now() - dueAt
      setImmediate(() => setImmediate(() => pass(lateMs)))
    }, waitMs)
  }
  const pass = (lateMs: number) => {
    if (cancelled) return
    const lostMs = lag?.heldUpMs(began) ?? 0
    const isHeldUp = wasHeldUp({ timeoutMs, lateMs, heldUpMs: lostMs - moreMs })
    if (!isHeldUp || lost === undefined || moreMs > 0)
      return onPassed(isHeldUp ? 'held-up' : 'in-silence')
    moreMs = Math.min(ms, Math.max(lostMs, lateMs))
    wait(moreMs)
  }
  wait(ms)
  return () => {
    cancelled = true
    clearTimeout(timer)
  }
}

/** What a promise brings, or `late` when it has not come in so many milliseconds; it may still come, unheard. */
export async function within<T>(ms: number, promise: Promise<T>, late: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(late()), Math.max(0, ms))
  })
  promise.catch(() => {})
  try {
    return await Promise.race([promise, deadline])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Calls `stop` once when the signal is aborted later; returns a function that takes it back. Thousands of requests wait for
 * the one signal of a run, and a listener of an `EventTarget` costs ten times what an entry of a set does.
 */
export function onAbort(signal: AbortSignal, stop: () => void): () => void {
  const stops = stopsOf(signal)
  stops.add(stop)
  return () => void stops.delete(stop)
}

const STOPS = new WeakMap<AbortSignal, Set<() => void>>()

function stopsOf(signal: AbortSignal): Set<() => void> {
  const known = STOPS.get(signal)
  if (known !== undefined) return known
  const stops = new Set<() => void>()
  STOPS.set(signal, stops)
  signal.addEventListener('abort', () => stops.forEach((stop) => void stop()), { once: true })
  return stops
}

/** What is known of this process when a deadline passes. */
export interface DeadlinePassed {
  /** The whole deadline. */
  readonly timeoutMs: number
  /** How much later than due the timer fired. */
  readonly lateMs: number
  /** How long the event loop stood still while the request lived. */
  readonly heldUpMs: number
}

/** A share of the deadline that a healthy answer may need: less lag than this is not what made it pass. */
const SHARE = 0.2
/** A timer this late fired in a process that was not running. */
const LATE_MS = 500

/** Whether a deadline passed because of us: then it proves nothing about the deployment. */
export function wasHeldUp({ timeoutMs, lateMs, heldUpMs }: DeadlinePassed): boolean {
  return lateMs > LATE_MS || heldUpMs > timeoutMs * SHARE
}

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
