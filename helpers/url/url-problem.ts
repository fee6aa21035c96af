/** Why a text is not a base URL. */
export interface UrlProblem {
  readonly kind: 'problem'
  readonly problem:
    | 'empty'
    | 'scheme'
    | 'userinfo'
    | 'query'
    | 'fragment'
    | 'control'
    | 'host'
    | 'port'
    | 'syntax'
  /** The rest of a sentence that begins with the variable's name; never quotes the value. */
  readonly message: string
}

/** A problem in one line. */
export function urlProblem(problem: UrlProblem['problem'], message: string): UrlProblem {
  return { kind: 'problem', problem, message }
}
