import { SIGNALS } from './stop-on-signals.ts'

/**
 * Does work in which libraries would begin to listen to signals, and does not let them: vite and vitest end
 * the process at once, where a run of ours ends in order and cleans up.
 */
export async function keepSignals<T>(work: () => Promise<T>): Promise<T> {
  const refuse = (event: string | symbol, listener: () => void) => {
    if (SIGNALS.some((name) => name === event)) queueMicrotask(() => process.off(event, listener))
  }
  process.on('newListener', refuse)
  try {
    return await work()
  } finally {
    process.off('newListener', refuse)
  }
}
