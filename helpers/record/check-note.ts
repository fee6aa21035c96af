import type { Finding } from './finding.ts'
import type { RequestRecord } from './request-record.ts'

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
