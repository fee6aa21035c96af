import type { CheckRecord, CheckStatus, RequestLog } from './check-record.ts'
import type { Code } from './code.ts'
import type { Evidence, Finding } from './finding.ts'

/**
 * Everything a run found out, as plain data. Reports are pure functions of it. All texts are already
 * redacted; they are still data from outside, and each renderer escapes for its own format.
 */
export interface RunRecord {
  readonly run: RunInfo
  readonly verdict: 'pass' | 'warn' | 'fail'
  readonly decision: Decision
  readonly exitCode: 0 | 1 | 2 | 130
  /** The verdict in one sentence, the first thing a human reads. */
  readonly headline: string
  readonly rootCauses: readonly RootCause[]
  readonly warnings: readonly RootCause[]
  readonly checks: readonly CheckRecord[]
  /** Things a reader must know that are no finding: what could not be removed, which limits were reached. */
  readonly notes: readonly string[]
  readonly requestLog: RequestLog
  /** What changed since an earlier run, where it was asked for. */
  readonly comparison?: Comparison
  /** The runs that a merged record was made of, and those that are missing; absent for a single run. */
  readonly places?: readonly PlaceRecord[]
}

/** What to do with a deploy, by the run that looked at it. */
export const DECISIONS = ['promote', 'hold', 'rollback'] as const

/** pass and warn: promote; a broken promise: rollback; not judged, or a run configured wrongly: hold. */
export type Decision = (typeof DECISIONS)[number]

/** One run of several that were merged, or the lack of it. */
export interface PlaceRecord {
  readonly place: string
  /** Why it counts for nothing, so that the whole is never green: missing, twice there, of another run. */
  readonly problem?: string
  /** Absent for one that is missing or cannot be read. */
  readonly run?: Pick<RunInfo, 'id' | 'startedAt' | 'durationMs' | 'requests' | 'host'> &
    Pick<RunRecord, 'verdict' | 'decision' | 'exitCode' | 'headline'> & {
      /** How many checks ended so. */
      readonly checks: Readonly<Partial<Record<CheckStatus, number>>>
    }
}

export interface RunInfo {
  readonly id: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly durationMs: number
  /** What `--env` named. */
  readonly environment: string
  /** Where it asked from (`--place`): a region, a shard. */
  readonly place?: string
  /** What it is a part of, where an engine starts several runs at once. */
  readonly part?: {
    /** How many runs there are. */
    readonly of?: number
    /** The engine's name of the whole, the same for each part. */
    readonly execution?: string
  }
  /** By whose rules it ran; undefined when it could not start. */
  readonly kind: 'local' | 'development' | 'staging' | 'production' | undefined
  /** The contract's platform name; undefined when the run could not start. */
  readonly platform: string | undefined
  /** Each service that was asked. */
  readonly targets: readonly TargetRecord[]
  /** The service that issues tokens, where there are tokens. */
  readonly issuer?: string
  readonly expectedRevision?: string
  /** What each service said its revision is. */
  readonly revisions: Readonly<Record<string, string>>
  /** How long each service was waited for before the checks, and what was seen meanwhile. */
  readonly waited: readonly WaitRecord[]
  readonly requests: number
  readonly host: string
  readonly version: string
}

export interface TargetRecord {
  readonly service: string
  readonly url: string
  /** Names of the services that it needs, by the contract. */
  readonly dependsOn?: readonly string[]
  /** How quickly it promises to answer at its health routes. */
  readonly budgets?: readonly { readonly path: string; readonly withinMs: number }[]
}

export interface WaitRecord {
  readonly service: string
  readonly waitedMs: number
  readonly ready: boolean
  /** In order, equal neighbours joined: "503 starting (12 times, 0.0 to 18.4 s)". */
  readonly history: readonly string[]
}

/** A finding that no other finding explains, with all that it explains. */
export interface RootCause {
  readonly code: Code
  readonly service: string
  /** One line: what is broken, where. */
  readonly summary: string
  /** What it rests on beyond its findings: the logs of their requests; problems of the configuration, which have no finding. */
  readonly evidence: readonly Evidence[]
  /** Likely causes, likeliest first. */
  readonly causes: readonly string[]
  readonly nextSteps: readonly string[]
  /** Ids of the checks that could not be made because of it. */
  readonly blocks: readonly string[]
  /** Ids of the checks that failed on it. */
  readonly fails: readonly string[]
  /** Other findings that this one explains, one line each. */
  readonly explains: readonly string[]
  readonly findings: readonly Finding[]
  /** Two causes are left, and by one of them the run was turned away: no reason to roll back yet. */
  readonly undecided?: true
}

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
