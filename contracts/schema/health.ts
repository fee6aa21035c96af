import { z } from 'zod'
import { says, word } from './common.ts'
import { type Fixed, list, milliseconds, name, oneOrMore, status, text, values } from './pieces.ts'

/** The signs of a contract that names none, as contracts of version 0.2 do. */
export const NOT_READY = [{ at: 'status', is: ['not_ready'] }]

/** A dependency that the body names; a dependency that it does not name is not judged. */
export const dependencyPromise = z.strictObject({
  name,
  at: text,
  up: oneOrMore(word),
  /** Words that name the dependency in the reason of a bad answer, if the answer has no field for it. */
  blamedBy: z.exactOptional(values(text)),
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
  healthy: values(word),
  degraded: values(word),
  /** Signs that it is still starting, each enough by itself. */
  starting: list(says),
  /** Signs in a 2xx that the service is not ready yet, each enough by itself: the run goes on waiting. */
  notReady: z.array(says).default(NOT_READY),
  /** Where it says why, first one present is quoted. */
  reasons: values(text),
  dependencies: list(dependencyPromise),
})
export type HealthBody = Fixed<z.output<typeof healthBody>>

/** A route that says whether the service is alive, or ready to serve. */
export const healthPromise = z.strictObject({
  /** Part of the check's id: `health`, `ready`. */
  id: name.default('health'),
  path: text,
  role: z.enum(['liveness', 'readiness']).default('liveness'),
  statuses: oneOrMore(status).default([200]),
  /** What the body must say; absent when the status is all that is promised. */
  body: z.exactOptional(healthBody),
  /** Whether HEAD must answer with the same status as GET. */
  head: z.enum(['agrees', 'not-promised']).default('not-promised'),
  /** Longest acceptable median over the samples. */
  withinMs: milliseconds.default(5_000),
})
export type HealthPromise = Fixed<z.output<typeof healthPromise>>

/** A place where a service says who it is. */
export const identityProof = z.strictObject({
  path: text,
  at: text,
  is: oneOrMore(word),
})
export type IdentityProof = Fixed<z.output<typeof identityProof>>

/** A place where a service says which revision it is. */
export const revisionProof = z.strictObject({ path: text, at: text })
