import type { ProtectedRoute } from '../../contracts/schema/service.ts'
import type { Secret } from '../../env/secret.ts'
import type { Priority } from '../http/limiter.ts'
import type { Follower } from '../http/request.ts'
import { mayBeNo } from '../promise/expectation.ts'

/** Named values a template may use beside the environment's variables. */
export type Extra = Readonly<Record<string, string>>

/** How a request of the contract is sent. */
export interface AskOptions {
  /** Sent the way the contract's tokens travel; without it the request carries no token. */
  readonly token?: Secret
  readonly values?: Readonly<Record<string, string | Secret>>
  /**
   * `never`: one request without retries (samples, refusals). `if-cold`: sent once more where no answer came in time, though
   * its method is POST. Otherwise requests that only read may be retried.
   */
  readonly again?: 'never' | 'if-cold'
  /** `cleanup`: sent although the run is being stopped, to remove what it created or to learn what it is creating. */
  readonly when?: 'cleanup'
  /** `fresh`: on a connection of its own, so that another instance may answer. */
  readonly connection?: 'fresh'
  readonly headers?: Readonly<Record<string, string>>
  /** `high`: it goes first, since a chain of other requests waits for it; `low`: last, since no check waits for it. */
  readonly priority?: Priority
  /** `status`: a good status is all that is asked; a body that goes on is closed. */
  readonly reads?: 'status'
  /** Gets the answer while it comes. */
  readonly follow?: Follower
  /** In place of the deadline of every request. */
  readonly timeoutMs?: number
  /** For answers that are larger than those of an API. */
  readonly bodyLimitBytes?: number
}

/** A good status is all that is asked of a protected route, unless its contract says that a 2xx may be a refusal. */
export function readsOf({
  withoutCredentials,
  withWrongToken,
}: ProtectedRoute): Pick<AskOptions, 'reads'> {
  return mayBeNo(withoutCredentials) || mayBeNo(withWrongToken) ? {} : { reads: 'status' }
}
