import type { Decision } from './decision.ts'

/** What changed since an earlier run of the same contract in the same environment (`--compare`). */
export interface Comparison {
  readonly earlier: EarlierName
  readonly causes: Compared<CauseName>
  /** Ids of checks. */
  readonly checks: Compared<string>
}

export interface EarlierName {
  readonly runId: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly decision: Decision
  readonly place?: string
}

/** What is broken, in the words of the run that saw it last. A blocked check is broken too: its promise was not seen kept. */
export interface Compared<T> {
  /** Broken now, and not then. */
  readonly new: readonly T[]
  /** Broken then, and seen kept now. */
  readonly fixed: readonly T[]
  /** Broken then and now. */
  readonly still: readonly T[]
  /** Broken then; this run did not look, so nothing is known. */
  readonly unseen: readonly T[]
}

export interface CauseName {
  readonly code: string
  readonly service: string
  readonly summary: string
}
