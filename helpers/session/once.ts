import { waitingFor } from './scope.ts'

/** Runs each piece of work once: the first caller starts it, and every caller gets the same promise. The time counts for the first. */
export function createOnce(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const begun = new Map<string, Promise<unknown>>()
  return <T>(key: string, work: () => Promise<T>) => {
    const known = begun.get(key) as Promise<T> | undefined
    if (known !== undefined) return waitingFor('needs', known)
    const started = work()
    // Every caller gets the rejection. If no caller is left, it must not end the process.
    started.catch(() => undefined)
    begun.set(key, started)
    return started
  }
}
