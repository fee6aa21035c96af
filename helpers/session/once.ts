import { inNeed, type Need, useNeed, waitingFor } from './scope.ts'

interface Begun extends Need {
  readonly work: Promise<unknown>
}

/** Runs each piece of work once: the first caller starts it, and every caller gets the same promise. The time counts for the first. */
export function createOnce(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const begun = new Map<string, Begun>()
  return <T>(key: string, work: () => Promise<T>) => {
    const known = begun.get(key)
    if (known !== undefined) {
      useNeed(known)
      return waitingFor('needs', known.work as Promise<T>)
    }
    const need: Need = { sent: [], uses: new Set() }
    useNeed(need)
    const started = inNeed(need, work)
    // Every caller gets the rejection. If no caller is left, it must not end the process.
    started.catch(() => undefined)
    begun.set(key, Object.assign(need, { work: started }))
    return started
  }
}
