/** The timers of one deployment, so that closing it leaves none behind. */
export class Timers {
  readonly #running = new Set<NodeJS.Timeout>()

  /** Resolves after so many milliseconds, or never when the deployment is closed before. */
  after(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#running.delete(timer)
        resolve()
      }, milliseconds)
      this.#running.add(timer)
    })
  }

  /** Repeats until the returned function is called. */
  every(milliseconds: number, action: () => void): () => void {
    const timer = setInterval(action, milliseconds)
    this.#running.add(timer)
    return () => {
      clearInterval(timer)
      this.#running.delete(timer)
    }
  }

  clear(): void {
    for (const timer of this.#running) clearTimeout(timer)
    this.#running.clear()
  }
}
