import type { LagMonitor } from '../http/event-loop-lag.ts'
import { wasHeldUp } from '../http/held-up.ts'

/** Whose doing it is that a deadline passed: `held-up` is this process, which proves nothing about the deployment. */
export type Passed = 'in-silence' | 'held-up'

/**
 * Calls back when the deadline has passed and what had arrived by then is read: timers run before
 * sockets in Node's event loop, so that a frame in our own buffers came in time. Returns what takes it back.
 */
export function startDeadline(
  ms: number,
  lag: Pick<LagMonitor, 'heldUpMs'> | undefined,
  onPassed: (passed: Passed) => void,
): () => void {
  const began = performance.now()
  let cancelled = false
  const timer = setTimeout(() => {
    const lateMs = performance.now() - began - ms
    const heldUpMs = lag?.heldUpMs(began) ?? 0
    const passed = wasHeldUp({ timeoutMs: ms, lateMs, heldUpMs }) ? 'held-up' : 'in-silence'
    setImmediate(() => setImmediate(() => cancelled || onPassed(passed)))
  }, ms)
  return () => {
    cancelled = true
    clearTimeout(timer)
  }
}
