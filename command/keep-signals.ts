import { SIGNALS } from './stop-on-signals.ts'

/**
 * Does work in which libraries begin to listen to signals, and takes their listeners away again: vite and
 * vitest end the process at once, where a run of ours ends in order and cleans up.
 */
export async function keepSignals<T>(work: () => Promise<T>): Promise<T> {
  const before = new Map(SIGNALS.map((name) => [name, new Set(process.rawListeners(name))]))
  const done = await work()
  for (const name of SIGNALS)
    for (const listener of process.rawListeners(name))
      if (before.get(name)?.has(listener) !== true) process.off(name, listener as () => void)
  return done
}
