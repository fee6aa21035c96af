import { z } from 'zod'
import { kinds, text } from './pieces.ts'

/** One environment variable that the platform is configured by. */
export const variable = z.strictObject({
  name: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  /** What it is for, one sentence. */
  meaning: text,
  /** A value that works. */
  example: text,
  kind: z.enum(['url', 'websocket-url', 'secret', 'text', 'integer']).default('text'),
  /** `required`: the run cannot start without it (outside the embedded local one). */
  presence: z.enum(['required', 'optional']).default('required'),
  /** Used when nothing sets it. */
  fallback: z.exactOptional(text),
  /** Checks and converts the trimmed text; its messages say what is wrong. A zod schema of a text, in a contract that is code. */
  schema: z.exactOptional(z.custom<z.ZodType<unknown, string>>(isZodSchema)),
  /** The variable of kind `url` this WebSocket URL follows from when nothing sets it. */
  derivedFrom: z.exactOptional(text),
  /**
   * Variables that the policy of a kind of environment may leave unused. `impersonation-key`: a secret that signs in
   * as any user; contracts of version 0.2 call it `simulation-key`.
   */
  role: z.exactOptional(z.enum(['impersonation-key', 'simulation-key', 'known-hosts'])),
})

/** Variables of which, in these kinds of environment, one group at least must be set. */
export const oneOf = z.strictObject({
  kinds,
  /** Ways to be configured, each a list of variables that belong together. */
  groups: z.array(z.array(text).min(1)).min(1),
})

function isZodSchema(value: unknown): boolean {
  return value !== null && typeof value === 'object' && 'safeParse' in value
}
