import type { LagMonitor } from './event-loop-lag.ts'

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

/** Calls `stop` once when the signal is aborted later; returns a function that takes it back. */
export function onAbort(signal: AbortSignal, stop: () => void): () => void {
  signal.addEventListener('abort', stop, { once: true })
  return () => signal.removeEventListener('abort', stop)
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
