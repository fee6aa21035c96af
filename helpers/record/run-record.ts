import type { CheckNote } from './check-note.ts'
import type { Code } from './code.ts'
import type { Comparison } from './comparison.ts'
import type { Decision } from './decision.ts'
import type { Evidence, Finding } from './finding.ts'
import type { RequestLog } from './request-record.ts'

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

export type CheckStatus = 'passed' | 'warned' | 'failed' | 'blocked' | 'skipped' | 'error'

/** A check as the run saw it end: its note, with a status in place of its outcome. */
export interface CheckRecord extends Omit<CheckNote, 'outcome' | 'sent'> {
  readonly status: CheckStatus
  /** Its place among all checks as they are registered; root causes show their findings in this order. */
  readonly position: number
  /** Milliseconds from the start of the run to the end of the check, less `durationMs`. */
  readonly startMs: number
  /** Milliseconds that the check itself took; what it waited for stands in `waited`. */
  readonly durationMs: number
}
