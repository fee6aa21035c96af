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
