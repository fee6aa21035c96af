/** Does each piece of work once, however many ask for it: the first asker starts it, all share what comes. */
export function createOnce(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const begun = new Map<string, Promise<unknown>>()
  return <T>(key: string, work: () => Promise<T>) => {
    const known = begun.get(key) as Promise<T> | undefined
    if (known !== undefined) return known
    const started = work()
    // Whoever asked sees the failure; a piece of work nobody awaits any more must not end the process.
    started.catch(() => undefined)
    begun.set(key, started)
    return started
  }
}
