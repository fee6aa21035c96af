import type { Code } from '../../../record/code.ts'
import type { Severity } from '../../../record/finding.ts'

/** What is known about a code before anything is seen: all texts are templates for `fillCode`. */
export interface CodeEntry {
  /** What was seen, one sentence in the present tense, for the table in the docs. */
  readonly meaning: string
  /** By default; policy and contract may choose the other. */
  readonly severity: Severity
  /** The one line a person reads first. */
  readonly summary: string
  /** Likeliest first, one short sentence each. */
  readonly causes: readonly string[]
  /** For someone on call: what to look at, which command or setting. */
  readonly nextSteps: readonly string[]
}

/** The entries of some layers, all of them: a code without an entry does not compile. */
export type Entries<Layer extends string> = Readonly<
  Record<Extract<Code, `${Layer}.${string}`>, CodeEntry>
>
