import type { Turn } from './gate.ts'

/** Named values a template may use beside the environment's variables. */
export type Extra = Readonly<Record<string, string>>

/** How a request of the contract is asked. */
export interface AskOptions {
  /** Sent the way the contract's tokens travel; none when absent. */
  readonly token?: string
  readonly values?: Extra
  /** `never`: one request, whatever comes (samples, refusals); otherwise idempotent ones may be asked again. */
  readonly again?: 'never'
  /** `last-rites`: also when the run is being stopped, to remove what was created or learn what is being. */
  readonly when?: 'last-rites'
  readonly headers?: Readonly<Record<string, string>>
  /** `last`: everything else goes first, since nothing waits for this. */
  readonly turn?: Turn
  /** Where more than an API answers with is in order. */
  readonly bodyLimitBytes?: number
}
