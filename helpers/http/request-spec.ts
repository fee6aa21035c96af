import type { Exchange } from './exchange.ts'
import type { Priority } from './limiter.ts'
import type { Follower } from './read/follower.ts'

/** One request, as it is asked of the client. */
export interface RequestSpec {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly timeoutMs?: number
  /** For answers that may be large, such as a page's scripts. */
  readonly bodyLimitBytes?: number
  /** `fresh`: a kept connection is closed first, so that another instance may answer. */
  readonly connection?: 'fresh'
  /** Whether it may be asked again; default `idempotent` for GET, HEAD and OPTIONS, else `never`. */
  readonly again?: 'idempotent' | 'never'
  /** `status`: a good status is all that is asked; a body that goes on is closed. Default `whole`. */
  readonly reads?: 'whole' | 'status'
  /** Among the requests that wait for a turn at their host. */
  readonly priority?: Priority
  /** Awaited when the turn has come, before anything is sent; what it throws, `ask` throws. */
  readonly onTurn?: () => Promise<void>
  /** Called with the result while the request still has its turn: before the next one gets it. */
  readonly onResult?: (exchange: Exchange) => void
  /** `sent`: although the run is being stopped, to remove what it created. Default `cancelled`. */
  readonly whenStopped?: 'sent' | 'cancelled'
  /** Gets the answer while it comes, and says when enough of it was read. */
  readonly follow?: Follower
}
