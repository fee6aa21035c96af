/** Signals that ask a run to stop: Ctrl-C, a CI job that is cancelled, a terminal that is closed. */
export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export const INTERRUPTED = 130

/** Why the signal of a run is aborted, where its budget is over; any other reason is a signal of the system. */
export const OVER_TIME = Symbol('the time of --within is over')

/** Why a run did not go on to its end; undefined where it did. */
export function cutShortBy({ aborted, reason }: AbortSignal): 'signal' | 'budget' | undefined {
  if (!aborted) return undefined
  return reason === OVER_TIME ? 'budget' : 'signal'
}

/**
 * One Ctrl-C comes twice, within milliseconds, where npm passes on what the terminal has sent to all of
 * its processes; no person presses it again sooner than this.
 */
const SAME_SIGNAL_MS = 500

/** How a run is stopped. */
export interface Stop {
  /** Its reason is `OVER_TIME` where the budget of the run ended it. */
  readonly signal: AbortSignal
  /** Ends the run in order when its budget is over; counted from now. */
  endAfter(ms: number): void
  /** Nothing is left to stop: what comes from now on is too late to change what is being written. */
  settle(): void
  dispose(): void
}

/**
 * Turns the first signal into an aborted one, so that the run ends in order and cleans up; the second
 * ends the process at once.
 */
export function stopOnSignals(): Stop {
  let phase: 'running' | 'settled' = 'running'
  const controller = new AbortController()
  let budget: NodeJS.Timeout | undefined
  let firstMs = Number.POSITIVE_INFINITY
  const stop = () => {
    const nowMs = performance.now()
    if (nowMs - firstMs >= SAME_SIGNAL_MS) process.exit(INTERRUPTED)
    const isFirst = firstMs === Number.POSITIVE_INFINITY
    firstMs = Math.min(firstMs, nowMs)
    if (!isFirst || phase === 'settled') return
    process.stderr.write(
      '\nstopping: removing what was created and writing the reports; once more to stop at once\n',
    )
    controller.abort()
  }
  for (const name of SIGNALS) process.on(name, stop)
  return {
    signal: controller.signal,
    endAfter: (ms) => {
      budget = setTimeout(() => {
        if (phase === 'settled' || controller.signal.aborted) return
        process.stderr.write(
          '\nthe time of --within is over: removing what was created and writing the reports\n',
        )
        controller.abort(OVER_TIME)
      }, ms)
    },
    settle: () => {
      phase = 'settled'
    },
    dispose: () => {
      clearTimeout(budget)
      for (const name of SIGNALS) process.off(name, stop)
    },
  }
}
