import { setMaxListeners } from 'node:events'
import type { LookupFunction } from 'node:net'
import { createLookupOnce } from './connect/lookup-once.ts'
import { type Route, type RouteOptions, routeTo } from './connect/route.ts'
import { Connection, createConnectionPool } from './connection.ts'
import type { LagMonitor } from './deadline.ts'
import type { Exchange } from './exchange.ts'
import type { TurnClock } from './limiter.ts'
import { closeWhatGoesOn, type Prepared, prepareRequest, type RequestSpec } from './request.ts'
import { type AskTerms, askWithRetries, type EndedRequest } from './retry.ts'

/** How every request of a client is sent, beside how its connections are opened. */
export interface HttpOptions extends RouteOptions {
  /** The deadline of a request: all its tries and pauses, from its turn to the last byte. */
  readonly timeoutMs: number
  /** Of a body, compressed and in clear; default 512 KiB. */
  readonly bodyLimitBytes?: number
  /** Requests under way to one origin; default 4. Waiting for a turn does not count against the deadline. */
  readonly perHost?: number
  readonly userAgent: string
  /** Headers that a host, by its name and port, gets beside those of the request. */
  readonly extraHeaders?: ReadonlyMap<string, Readonly<Record<string, string>>>
  /** Origins that have answered before there was this client. */
  readonly answered?: readonly string[]
  /** Aborted when the run is stopped: every request, under way or to come, is `own.cancelled`, but for one that cleans up. */
  readonly signal?: AbortSignal
  /** Makes a deadline that passed because this process was held up `own.lag`; reads the same clock as `now`. */
  readonly lag?: LagMonitor
  /** Called with each request that was sent, as it ends: those asked again are several. */
  readonly onEnd?: (ended: EndedRequest) => void
  /** The clock of the one that asks, for the wait for its turn and the request. */
  readonly clockOf?: () => TurnClock | undefined
  /** In place of the system's resolver. */
  readonly lookup?: LookupFunction
  readonly now?: () => number
}

export interface HttpClient {
  /** Never rejects for anything a network or a server does; a TypeError for a request that cannot be sent, and what `onTurn` throws. */
  ask(spec: RequestSpec): Promise<Exchange>
  /** Whether a request to the origin of the URL would leave now, with no wait for a turn. */
  hasPlace(url: string): boolean
  /** Requests made, those asked again included. */
  readonly sent: () => number
  /** Ends what is under way as `own.cancelled` and closes all connections. */
  close(): Promise<void>
}

const DEFAULT_BODY_LIMIT_BYTES = 524_288
/** Connections to one origin at a time: a smoke run must never be an attack. */
const PER_HOST = 4

/** The one way HTTP leaves this process: connections are reused, redirects never followed, everything is bounded. */
export function createHttpClient(options: HttpOptions): HttpClient {
  const { now = () => performance.now(), perHost = PER_HOST } = options
  const closing = new AbortController()
  const stop = AbortSignal.any([closing.signal, ...(options.signal ? [options.signal] : [])])
  // One listener for each request under way, and one for each that waits for a pause to end.
  setMaxListeners(0, stop, closing.signal)
  const pool = createConnectionPool(perHost, options.clockOf)
  const lookup = options.lookup ?? createLookupOnce()
  const routes = new Map<string, Route>()
  const answered = new Set(options.answered)
  let sent = 0

  const routeOf = (url: URL): Route => {
    const route = routes.get(url.origin) ?? routeTo(url, options)
    routes.set(url.origin, route)
    return route
  }

  const ready = (spec: RequestSpec) => {
    const request = withExtraHeaders(prepareRequest(spec, options.userAgent), options)
    return { request, route: routeOf(request.url) }
  }

  return {
    ask(spec) {
      let toSend: ReturnType<typeof ready>
      try {
        toSend = ready(spec)
      } catch (error) {
        return Promise.reject(error)
      }
      const { request, route } = toSend
      const terms: AskTerms = {
        ...limitsOf(spec, options),
        onSend: () => {
          sent += 1
        },
        contact: () => (answered.has(route.origin) ? 'known' : 'first'),
        wantedAt: now(),
        stop: spec.whenStopped === 'sent' ? closing.signal : stop,
        now,
      }
      const turn = { make: () => new Connection(route, lookup, now), priority: spec.priority }
      return pool.use(route.origin, turn, async (connection) => {
        const awaited = terms.stop.aborted ? undefined : spec.onTurn?.()
        if (awaited !== undefined) await awaited
        const exchange = await askWithRetries(connection, request, terms)
        if (exchange.kind === 'answer') answered.add(route.origin)
        spec.onResult?.(exchange)
        return exchange
      })
    },
    hasPlace: (url) => pool.hasPlace(new URL(url).origin),
    sent: () => sent,
    async close() {
      closing.abort()
      pool.close()
    },
  }
}

/** What a request and the options of its client say of how it is sent. */
function limitsOf(
  spec: RequestSpec,
  options: HttpOptions,
): Pick<AskTerms, 'timeoutMs' | 'bodyLimitBytes' | 'heldUpMs' | 'follow' | 'onEnd'> {
  return {
    timeoutMs: spec.timeoutMs ?? options.timeoutMs,
    bodyLimitBytes: spec.bodyLimitBytes ?? options.bodyLimitBytes ?? DEFAULT_BODY_LIMIT_BYTES,
    heldUpMs: (since) => options.lag?.heldUpMs(since) ?? 0,
    follow: spec.follow ?? (spec.reads === 'status' ? closeWhatGoesOn() : undefined),
    onEnd: options.onEnd,
  }
}

function withExtraHeaders(request: Prepared, { extraHeaders }: HttpOptions): Prepared {
  const extra = extraHeaders?.get(request.url.host)
  return extra ? { ...request, headers: { ...extra, ...request.headers } } : request
}
