/** One `testcase` element, before it is written: texts still as they are. */
export interface JunitCase {
  readonly classname: string
  readonly name: string
  readonly durationMs: number
  readonly outcome: JunitOutcome
  /** What a passing case has to say all the same: its warnings. */
  readonly output?: string
}

export type JunitOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly message: string }
  | {
      /** `failure`: a promise is broken; `error`: the suite itself could not judge. */
      readonly kind: 'failure' | 'error'
      readonly type: string
      readonly message: string
      /** The whole reason: GitLab shows this and not the message. */
      readonly text: string
    }
