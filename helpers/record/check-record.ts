import type { Finding } from './finding.ts'

/** The result of one check, redacted: plain data that crosses threads. */
export interface CheckNote {
  /** `suite/part/slug`, unique and stable. */
  readonly id: string
  readonly suite: string
  /** The part examined, usually a service: with the title it reads as one sentence. */
  readonly part: string
  readonly title: string
  readonly findings: readonly Finding[]
  /** blocked: the findings of the need that was not met. */
  readonly blockedBy?: readonly Finding[]
  /** not applicable: why; error: what went wrong with the suite itself. */
  readonly reason?: string
  readonly outcome: 'judged' | 'blocked' | 'not-applicable' | 'error'
  /** Milliseconds that the check waited and did nothing else; absent if it did not run. */
  readonly waited?: {
    /** For work that another check had begun: a token, an open socket, a service that must be reachable first. */
    readonly needsMs: number
    /** For a turn, since a service gets a limited number of requests at a time. */
    readonly turnMs: number
  }
  /** Requests sent by the whole run so far. */
  readonly requests: number
  /** Those that it sent itself, in the order in which they ended. */
  readonly sent: readonly RequestRecord[]
  /** Trace ids of those that another check sent, and whose answers this one used. */
  readonly used?: readonly string[]
  /** Things a reader must know that are no finding: what could not be removed, which limits were reached. */
  readonly notes: readonly string[]
  /** What each service said its revision is. */
  readonly revisions: Readonly<Record<string, string>>
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

/** The phases of a request, in the order in which they happen. */
export const PHASES = ['turn', 'dns', 'tcp', 'tls', 'firstByte', 'body'] as const

/**
 * What a request spends its time on: waiting for its turn, since a host gets few requests at a time; the name; the
 * connection, with the tunnel of a proxy; TLS; from there to the first byte of the answer; the rest of the answer.
 */
export type Phase = (typeof PHASES)[number]

/** One request as it was sent and answered, retries apart; a WebSocket's handshake is one too. */
export interface RequestRecord {
  /** The contract's name of the service that has this URL; absent for another host. */
  readonly service?: string
  readonly method: string
  /** Redacted; `ws:` or `wss:` for a handshake. */
  readonly url: string
  /** Id of the check that sent it; its answer may serve other checks. Absent if no check had begun. */
  readonly check?: string
  /** When it was wanted: milliseconds since the run started. */
  readonly startMs: number
  /** Milliseconds of each phase that took place, one after the other from `startMs`; without an answer, the last one is where it failed. */
  readonly phases: Readonly<Partial<Record<Phase, number>>>
  /** Of the answer; absent when none came. */
  readonly status?: number
  /** Why no answer came: the code of the layer, or `own.lag` and `own.cancelled` for this process. */
  readonly fault?: string
  readonly traceId: string
}

/** When a request ended: milliseconds since the run started. */
export function endOf({ startMs, phases }: RequestRecord): number {
  return Object.values(phases).reduce((end, ms) => end + ms, startMs)
}

/** The requests of a run, in the order in which they were wanted. */
export interface RequestLog {
  readonly requests: readonly RequestRecord[]
  /** How many more there were, beyond the limit of a record. */
  readonly leftOut: number
}
