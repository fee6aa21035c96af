/** Calls every waiter when the run is stopped, with one listener on the signal however many wait. */
export interface StopBell {
  readonly rung: boolean
  /** Never calls back at once; returns what takes the callback back. */
  onStop(stop: () => void): () => void
  ring(): void
}

export function createStopBell(signal?: AbortSignal): StopBell {
  const waiting = new Set<() => void>()
  let rung = signal?.aborted ?? false

  const ring = () => {
    rung = true
    signal?.removeEventListener('abort', ring)
    for (const stop of waiting) stop()
    waiting.clear()
  }
  signal?.addEventListener('abort', ring, { once: true })

  return {
    get rung() {
      return rung
    },
    onStop(stop) {
      waiting.add(stop)
      return () => waiting.delete(stop)
    },
    ring,
  }
}
