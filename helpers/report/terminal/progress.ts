import type { CheckStatus } from '../../record/run-record.ts'

/** The progress of a run, for the terminal. */
export interface Progress {
  readonly elapsedMs: number
  /** How many checks there are; unknown while services are awaited. */
  readonly total?: number
  readonly done: Readonly<Partial<Record<CheckStatus, number>>>
  /** What runs now: names of checks, longest running first. */
  readonly running: readonly string[]
  /** Which services are awaited, and what was last seen of each. */
  readonly awaited: readonly Awaited[]
}

export interface Awaited {
  readonly service: string
  readonly waitedMs: number
  readonly lastSeen: string
}
