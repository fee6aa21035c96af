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
  /** Reading of the client's clock when the caller wanted to send it, if the caller itself waited for a turn. */
  readonly wantedAt?: number
  /** Whether it may be asked again; default `idempotent` for GET, HEAD and OPTIONS, else `never`. */
  readonly again?: 'idempotent' | 'never'
  /** `status`: a good status is all that is asked; a body that goes on is closed. Default `whole`. */
  readonly reads?: 'whole' | 'status'
  /** Gets the answer while it comes, and says when enough of it was read. */
  readonly follow?: Follower
}
