/** The timers of one deployment, so that closing it leaves none behind. */
export class Timers {
  readonly #running = new Set<NodeJS.Timeout>()
  #isClosed = false

  /** Resolves after so many milliseconds, or never when the deployment is closed before. */
  after(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isClosed) return
      const timer = setTimeout(() => {
        this.#running.delete(timer)
        resolve()
      }, milliseconds)
      this.#running.add(timer)
    })
  }

  /** Repeats until the returned function is called, or the deployment is closed. */
  every(milliseconds: number, action: () => void): () => void {
    if (this.#isClosed) return () => {}
    const timer = setInterval(action, milliseconds)
    this.#running.add(timer)
    return () => {
      clearInterval(timer)
      this.#running.delete(timer)
    }
  }

  /** Ends all timers; none starts again. */
  close(): void {
    this.#isClosed = true
    for (const timer of this.#running) clearTimeout(timer)
    this.#running.clear()
  }
}
