import type { z } from 'zod'

/** One environment variable: the one place from which `--explain-env`, the README table and every error text come. */
export interface Variable {
  readonly name: string
  /** What it is for, one sentence. */
  readonly meaning: string
  /** A value that works. */
  readonly example: string
  readonly kind: 'url' | 'websocket-url' | 'secret' | 'text' | 'integer'
  /** `required`: the run cannot start without it (outside the embedded local one). */
  readonly presence: 'required' | 'optional'
  /** Used when nothing sets it. */
  readonly fallback?: string
  /** Checks and converts the trimmed text; its messages say what is wrong. Given for integers and texts with a form of their own. */
  readonly schema?: z.ZodType<unknown, string>
  /** The variable of kind `url` this WebSocket URL follows from when nothing sets it. */
  readonly derivedFrom?: string
  /**
   * Variables that the policy of a kind of environment may leave unused. `impersonation-key`: a secret that signs in
   * as any user; contracts of version 0.2 call it `simulation-key`.
   */
  readonly role?: 'impersonation-key' | 'simulation-key' | 'known-hosts'
}
