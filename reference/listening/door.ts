/** An open port of a service: its number, and how to shut it at once. */
export interface Door {
  readonly port: number
  /** Destroys every connection and stops listening. */
  close(): Promise<void>
}
