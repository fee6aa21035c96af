import type { Code } from './code.ts'

/** A failure breaks a promise and fails the run; a warning is reported, and fails it only with `--strict`. */
export type Severity = 'failure' | 'warning'

/**
 * What a finding rests on beyond its own request, as data: renderers put it into words
 * (`helpers/report/words/cause-words.ts`). Texts are plain words for a person, and redacted where the finding is.
 */
export type Evidence = Observation | ExperimentResult | LogLink

/** One more fact, a sentence that says no more than was seen. */
export interface Observation {
  readonly kind: 'saw'
  readonly text: string
}

/** What a second look showed: the same request with one thing changed, which could have shown the opposite. */
export interface ExperimentResult {
  readonly kind: 'experiment'
  /** What was changed: "the same request without a token". */
  readonly changed: string
  /** What came. */
  readonly saw: string
  /** What can no longer be the cause; undefined where the experiment left the question open. */
  readonly excludes?: string
}

/** Where the platform keeps the logs of a request; known to the run, not to a judge. */
export interface LogLink {
  readonly kind: 'logs'
  readonly url: string
}

/** A sentence as evidence. */
export function saw(text: string): Observation {
  return { kind: 'saw', text }
}

/** What came after one thing was changed, and what can then no longer be the cause, as evidence. */
export function tried(changed: string, came: string, excludes?: string): ExperimentResult {
  return { kind: 'experiment', changed, saw: came, ...(excludes !== undefined && { excludes }) }
}

/**
 * A promise that was not kept, by whom, and how we know. All texts are plain words for a person;
 * pieces of what a server sent are quoted with `quote`, and everything is redacted once, where the
 * finding leaves the check.
 */
export interface Finding {
  readonly code: Code
  /** The contract's name of the service at fault, or `config`. */
  readonly service: string
  readonly severity: Severity
  /** What exactly, when a service can have several of the kind: a dependency, a route, an event, a variable. */
  readonly subject?: string
  /** The requirement in words: "GET /health answers 200 within 2 s". */
  readonly promise: string
  /** METHOD URL, or what else was looked at. */
  readonly asked: string
  readonly expected: string
  /** What came, or "nothing". */
  readonly got: string
  /** The one line that is read first, where what was seen says more than the line of the code. */
  readonly summary?: string
  /** The origin of a URL that the service writes into its answer in place of the promised one. */
  readonly writes?: string
  /** Of answers that are good one time and bad the next: what a bad one alone would be. */
  readonly alone?: Code
  /** The reason that the service itself gave, quoted. */
  readonly said?: string
  /** Further facts that support the diagnosis or exclude another, in the order in which they are read. */
  readonly evidence: readonly Evidence[]
  /** Next steps that only the evidence at hand allows; they come before those of the code's table. */
  readonly nextSteps?: readonly string[]
  /**
   * `this-run`: the evidence shows that what this run is configured with is wrong, and not what is deployed: no reason to
   * roll back. `unclear`: one of both, and nothing shows which: no reason to roll back yet.
   */
  readonly culprit?: 'this-run' | 'unclear'
  /** What this run sent on purpose may have brought it about: no reason to roll back yet. */
  readonly undecided?: true
  /** Where to look the request up: its trace id and when it was sent (ISO 8601). */
  readonly traceId?: string
  readonly at?: string
  /** A shell command that repeats the request: what is secret in it is a variable, named as in the environment where it has a name there. */
  readonly curl?: string
}
