import { z } from 'zod'
import {
  EXPECTS_NOTHING,
  expected,
  expectsSomething,
  jsonSchema,
  says,
  templates,
  word,
} from './common.ts'
import { NOT_READY } from './not-ready.ts'
import { type Fixed, list, milliseconds, name, oneOrMore, status, text, values } from './pieces.ts'

/** `anything` in place of words: a value is enough. */
function anyOr<Words extends z.ZodType>(words: Words) {
  return z.union([z.literal('anything'), words])
}

/** A dependency that the body names. */
export const dependencyPromise = z.strictObject({
  name,
  /** Where it is named: `components.db.status`, or in a list by what an item says, `checks[name=db].status`. */
  at: text,
  /** Words of one that is up: none for a map that names only what fails, `anything` where its presence says so. */
  up: anyOr(values(word)),
  /** Words of one that is down, where they sound milder: `degraded` of a service that says so of one it cannot reach. */
  down: z.exactOptional(values(word).unwrap()),
  /** What it means that the body does not name it; left out or `unknown`, it is not judged. */
  absent: z.exactOptional(z.enum(['unknown', 'up', 'down'])),
  /** Words that name the dependency in the reason of a bad answer, if the answer has no field for it. */
  blamedBy: z.exactOptional(values(text).unwrap()),
  /** An optional one that is down is a warning. */
  need: z.enum(['required', 'optional']).default('required'),
})
export type DependencyPromise = Fixed<z.output<typeof dependencyPromise>>

/** What the body of a health route says. */
export const healthBody = z.strictObject({
  /** `json` is JSON under any content type; `text` is the trimmed body. */
  format: z.enum(['json', 'text']).default('json'),
  /** Where the status word stands; the whole text when the format is `text`. */
  at: text.default('status'),
  /** Words of a healthy service; `anything` where a value is enough, such as an uptime. */
  healthy: anyOr(values(word)),
  /** Words of a service that serves with something missing: a warning. */
  degraded: values(word),
  /** Signs that it is still starting, each enough by itself. */
  starting: list(says),
  /** Signs that it is shutting down, each enough by itself, beside those that libraries are known for. */
  draining: z.exactOptional(z.array(says)),
  /** Signs in a 2xx that the service is not ready yet, each enough by itself: the run goes on waiting. */
  notReady: z.array(says).default(NOT_READY),
  /** Where it says why, first one present is quoted. */
  reasons: values(text),
  /** What it depends on and says the state of. */
  dependencies: list(dependencyPromise),
})
/** A health body as a contract writes it. */
export type HealthBodyInput = Fixed<z.input<typeof healthBody>>

/** A route that says whether the service is alive, or ready to serve. */
export const healthPromise = z.strictObject({
  /** Part of the check's id: `health`, `ready`. */
  id: name.default('health'),
  path: text,
  /** Whether it says that the process lives, or that it can serve. */
  role: z.enum(['liveness', 'readiness']).default('liveness'),
  statuses: oneOrMore(status).default([200]),
  /** Statuses, beside 502, 503 and 504, with which it says that it is not well: 500 of lightship. The run waits for a good one. */
  unwell: z.exactOptional(values(status).unwrap()),
  /** Headers of its requests; `Accept` asks for JSON where JSON is promised. */
  headers: z.exactOptional(templates),
  /** What the body must say; absent when the status is all that is promised. */
  body: z.exactOptional(healthBody),
  /** What the JSON of the answer must fit: a JSON Schema of draft 07 or 2020-12, or the name of a file beside the contract that holds one. */
  schema: z.exactOptional(jsonSchema),
  /** Whether HEAD must answer with the same status as GET. */
  head: z.enum(['agrees', 'not-promised']).default('not-promised'),
  /**
   * How many requests show whether it answers well every time; left out, four to a readiness route and three to a liveness
   * route. More of them find one bad instance among many; one is enough where a single instance stands. A good token is shown
   * to its service as often, and five times at least. More than five say that there are many instances: what only reads, and went well,
   * is then asked as often, up to eight times; one in each health route says that there is one instance: nothing that went well is asked
   * again.
   */
  samples: z.exactOptional(z.int().min(1).max(20)),
  /** Longest acceptable median over the samples. */
  withinMs: milliseconds.default(5_000),
})
export type HealthPromise = Fixed<z.output<typeof healthPromise>>
/** A health route as a contract writes it. */
export type HealthInput = Fixed<z.input<typeof healthPromise>>

/** A capability that a service says it has, or denies; one that the answer does not name is not judged. */
export const capabilityPromise = z.strictObject({
  path: text,
  at: text,
  is: oneOrMore(word).default([true]),
  /** An optional one that is denied is a warning. */
  need: z.enum(['required', 'optional']).default('required'),
})
export type CapabilityPromise = Fixed<z.output<typeof capabilityPromise>>

/** A place where a service says who it is. */
export const identityProof = z
  .strictObject({ path: text, at: text, ...expected })
  .refine(expectsSomething, EXPECTS_NOTHING)
export type IdentityProof = Fixed<z.output<typeof identityProof>>

/** A place where a service says which revision it is. */
export const revisionProof = z.strictObject({ path: text, at: text })
