import type { Finding } from '../record/finding.ts'

/** What a check gives: its findings (none if the promise is kept). If it cannot be judged it throws one of the errors below. */
export type CheckResult = Finding | undefined | readonly (Finding | undefined)[]

/** What a look at one promise ends with: a finding, or none if the promise is kept. */
export type Judged = Promise<Finding | undefined>

/** A need of the check was not met: it is blocked by these findings, and not red itself. */
export class Blocked extends Error {
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    super('a need of this check is not met')
    this.findings = findings
  }
}

/** The check does not apply to this platform, environment or run: it is skipped, and every report gives the reason. */
export class NotApplicable extends Error {}

/** The same for the place of a value: `answer === undefined ? notApplicable('…') : judge(answer)`. */
export function notApplicable(reason: string): never {
  throw new NotApplicable(reason)
}

/** The suite itself could not judge: it was held up or interrupted. Never a finding about the deployment. */
export class Inconclusive extends Error {}

/** A need: none of the findings is a failure. A warning leaves sense in what builds on it. Throws `Blocked`. */
export function needNoFailure(...findings: readonly (Finding | undefined)[]): void {
  const failures = findings.flatMap((finding) => (finding?.severity === 'failure' ? [finding] : []))
  if (failures.length > 0) throw new Blocked(failures)
}

/** Why a need is not met; anything else is thrown on. */
export function blockedBy(reason: unknown): Blocked {
  if (reason instanceof Blocked) return reason
  throw reason
}
