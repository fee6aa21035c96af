import type { Finding } from '../record/finding.ts'

/** What a check comes to: findings (none: the promise is kept), or a reason why it cannot be made here. */
export type Outcome = Finding | undefined | readonly (Finding | undefined)[] | Inapplicable

/** The check cannot be made here, and why; the reason reaches every report. */
export interface Inapplicable {
  readonly kind: 'inapplicable'
  readonly reason: string
}

export function inapplicable(reason: string): Inapplicable {
  return { kind: 'inapplicable', reason }
}

/** A need was not met: the checks that have it are blocked by these findings, not red themselves. */
export class Blocked extends Error {
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    super('a need of this check is not met')
    this.findings = findings
  }
}

/** The check cannot be made because something it builds on cannot be had here: it is skipped, with the reason. */
export class NotHere extends Error {}

/** The suite itself could not judge: held up, interrupted. Never a finding about the deployment. */
export class CouldNotJudge extends Error {}
