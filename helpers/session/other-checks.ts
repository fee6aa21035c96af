/** Lets what could end the session of the user wait until no other check needs it. */
export interface OtherChecks {
  /** How many checks the run has. If it is not known, no other check is awaited. */
  expect(checks: number): void
  /** A check has ended, whatever came of it. */
  ended(): void
  /** Resolves when every other check has ended or waits here too; of several that wait, one at a time. */
  haveEnded(): Promise<void>
}

/** `stop` ends the waiting: a run that is stopped must not hang. */
export function createOtherChecks(stop: AbortSignal): OtherChecks {
  let running = 0
  const waiting: (() => void)[] = []
  const release = () => {
    if (running <= waiting.length) waiting.shift()?.()
  }
  stop.addEventListener('abort', () => {
    for (const go of waiting.splice(0)) go()
  })
  return {
    expect: (checks) => {
      running = checks
    },
    ended: () => {
      running -= 1
      release()
    },
    haveEnded: () =>
      new Promise((resolve) => {
        if (stop.aborted) return resolve()
        waiting.push(resolve)
        release()
      }),
  }
}
