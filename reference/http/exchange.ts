/** One HTTP request as a service sees it. `upgrade` marks a WebSocket handshake. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly upgrade: boolean
  /** Named parts of the route's path, filled in by the route table. */
  readonly params: Readonly<Record<string, string>>
}

/**
 * How an answer leaves: `whole`, `never` (the request hangs), `cut` (the connection breaks in the
 * middle of the body), `endless` (the body goes on for ever), or `taken` (a WebSocket has the
 * connection now; nothing is left to send).
 */
type Delivery = 'whole' | 'never' | 'cut' | 'endless' | 'taken'

/** One HTTP answer, before it is written. Header names are lower case. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly delivery?: Delivery
  /** The body in place of `body`, piece by piece. */
  readonly stream?: Streamed
}

/** A body that is sent while it is made. `cut`: the connection breaks after the last piece; `open`: nothing follows, and no end. */
export interface Streamed {
  readonly pieces: readonly { readonly bytes: string | Buffer; readonly afterMs: number }[]
  readonly end: 'complete' | 'cut' | 'open'
}

export type Handler = (asked: Asked) => Answer | Promise<Answer>

/** Runs before a handler: may answer itself, change the request, or change the answer. */
export type Interceptor = (
  asked: Asked,
  next: (asked: Asked) => Promise<Answer>,
) => Answer | Promise<Answer>
