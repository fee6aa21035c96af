import type { CheckResult } from './check-result.ts'
import type { Session } from './session.ts'

/** One check: its id is `suite/part/slug`; `title` is its promise in the present tense, and makes one sentence with `part`. */
export interface Check {
  readonly id: string
  readonly suite: string
  readonly part: string
  readonly title: string
  readonly body: () => Promise<CheckResult>
}

/** Adds one check; `slug` ends its id. */
export type AddCheck = (slug: string, title: string, body: () => Promise<CheckResult>) => void

/** Adds the checks of one part of the deployment. */
type AddPart = (name: string, add: (check: AddCheck) => void) => void

/** The checks of a suite against what a contract promises, in the order of reports; nothing is sent until they run. */
export type Suite = (session: Session) => readonly Check[]

/** Makes a suite: its checks all run at once, and a check that needs something awaits it. */
export function defineSuite(name: string, fill: (session: Session, part: AddPart) => void): Suite {
  return (session) => {
    const checks: Check[] = []
    fill(session, (part, addChecks) => {
      addChecks((slug, title, body) => {
        checks.push({ id: `${name}/${part}/${slug}`, suite: name, part, title, body })
      })
    })
    return checks
  }
}
