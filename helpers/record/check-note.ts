import type { Finding } from './finding.ts'

/** The result of one check, redacted: plain data that crosses threads. */
export interface CheckNote {
  readonly id: string
  readonly suite: string
  readonly part: string
  readonly title: string
  readonly findings: readonly Finding[]
  /** The findings of the need that was not met. */
  readonly blockedBy?: readonly Finding[]
  readonly reason?: string
  readonly outcome: 'judged' | 'blocked' | 'not-applicable' | 'error'
  /** Requests sent by the whole run so far. */
  readonly requests: number
  readonly notes: readonly string[]
  readonly revisions: Readonly<Record<string, string>>
}
