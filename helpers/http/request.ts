import { randomUUID } from 'node:crypto'
import type { Dispatcher } from 'undici'
import type { Route } from './connect/route.ts'
import type { Exchange } from './exchange.ts'
import { TOKEN, UNSENDABLE } from './header-fields.ts'
import type { Priority } from './limiter.ts'

/** One request, as it is asked of the client. */
export interface RequestSpec {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** In place of the deadline of every request. */
  readonly timeoutMs?: number
  /** For answers that may be large, such as a page's scripts. */
  readonly bodyLimitBytes?: number
  /** `fresh`: a kept connection is closed first, so that another instance may answer. */
  readonly connection?: 'fresh'
  /** Whether it may be asked again; default `idempotent` for GET, HEAD and OPTIONS, else `never`. */
  readonly again?: 'idempotent' | 'never'
  /** `status`: a good status is all that is asked; a body that goes on is closed. Default `whole`. */
  readonly reads?: 'whole' | 'status'
  /** Among the requests that wait for a turn at their host: `high` if a chain of others waits for it, `low` if no check does. */
  readonly priority?: Priority
  /** Called when the turn has come, before anything is sent, and awaited where it gives a promise; what that throws, `ask` throws. */
  readonly onTurn?: () => Promise<void> | undefined
  /** Called with the result while the request still has its turn: before the next one gets it. */
  readonly onResult?: (exchange: Exchange) => void
  /** `sent`: although the run is being stopped, to remove what it created. Default `cancelled`. */
  readonly whenStopped?: 'sent' | 'cancelled'
  /** Gets the answer while it comes, and says when enough of it was read. */
  readonly follow?: Follower
}

/** Gets an answer while it comes; each try of a request begins with a head. */
export interface Follower {
  /** `close` ends the request at any time after: what came until then is the answer. Lower-case names, as `Answer.headers`. */
  head(status: number, headers: Readonly<Record<string, string>>, close: () => void): void
  /** Bytes of the body as they came, still compressed. */
  piece(bytes: Uint8Array): void
  /** The answer is complete, or no more of it comes. */
  end?(): void
  /** The body is the follower's alone: the answer has none. */
  readonly takes?: 'body'
}

/** A request checked and ready for the wire; only the trace context is still to come. */
export interface Prepared {
  readonly method: string
  /** Without fragment, which is never sent (RFC 9110 §7.1). */
  readonly url: URL
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Whether asking twice does no more than asking once (RFC 9110 §9.2.2). */
  readonly repeatable: 'yes' | 'no'
  /** Whether a connection that earlier requests used may carry it. */
  readonly connection: 'any' | 'fresh'
  /** Whether it may be asked again after a transport fault or 502, 503, 504. */
  readonly again: 'idempotent' | 'never'
}

/** RFC 9110 §9.2.1: methods that only read, but for TRACE. */
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']
/** RFC 9110 §9.2.2: methods of which two do no more than one. */
const IDEMPOTENT_METHODS = [...SAFE_METHODS, 'PUT', 'DELETE']

/** Throws a TypeError for a request that cannot be sent; it names what is wrong, never a value. */
export function prepareRequest(spec: RequestSpec, userAgent: string): Prepared {
  const method = spec.method.toUpperCase()
  if (!TOKEN.test(method) || method === 'CONNECT')
    throw new TypeError(`not a method that can be asked: ${JSON.stringify(spec.method)}`)
  const again = spec.again ?? (isSafe(method) ? 'idempotent' : 'never')
  return {
    method,
    url: parseUrl(spec.url),
    headers: headersOf(spec.headers ?? {}, userAgent),
    ...(spec.body === undefined ? {} : { body: spec.body }),
    repeatable: IDEMPOTENT_METHODS.includes(method) || again === 'idempotent' ? 'yes' : 'no',
    connection: spec.connection ?? 'any',
    again,
  }
}

/** Whether requests of that method only read. */
export function isSafe(method: string): boolean {
  return SAFE_METHODS.includes(method)
}

/** A plain request through a proxy carries the whole URL (RFC 9112 §3.2.2) and the proxy's credentials. */
export function dispatchOptions(
  route: Route,
  { method, url, headers, body }: Prepared,
  traceparent: string,
): Omit<Dispatcher.DispatchOptions, 'origin'> {
  const forwarded =
    route.proxy !== undefined && route.transport === 'plain' ? route.proxy : undefined
  const authorization = forwarded?.authorization?.reveal()
  return {
    method: method as Dispatcher.HttpMethod,
    path: forwarded === undefined ? `${url.pathname}${url.search}` : url.href,
    headers:
      authorization === undefined
        ? { ...headers, traceparent }
        : { ...headers, 'proxy-authorization': authorization, traceparent },
    body: body ?? null,
  }
}

function parseUrl(text: string): URL {
  const url = urlOf(text)
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new TypeError('not an http(s) URL')
  if (url.username !== '' || url.password !== '')
    throw new TypeError('credentials in a URL are not sent')
  // Setting it parses the URL again.
  if (url.hash !== '') url.hash = ''
  return url
}

/** Parsed once: with `URL.canParse` before it, twice. */
function urlOf(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

function headersOf(
  given: Readonly<Record<string, string>>,
  userAgent: string,
): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {
    accept: '*/*',
    'accept-encoding': 'identity',
    'user-agent': userAgent,
  }
  for (const [name, value] of Object.entries(given)) {
    if (!TOKEN.test(name)) throw new TypeError(`not a header name: ${JSON.stringify(name)}`)
    if (UNSENDABLE.test(value))
      throw new TypeError(`the header ${name} holds a character that cannot be sent`)
    headers[name.toLowerCase()] = value
  }
  return headers
}

/** Media types of answers that go on: WHATWG HTML §9.2 (server-sent events), lines of JSON, and parts that replace one another. */
const GOES_ON =
  /^(?:text\/event-stream|application\/(?:x-ndjson|ndjson|jsonl|x-jsonlines|stream\+json|json-seq)|multipart\/x-mixed-replace)\b/i

/** Milliseconds after its head at which a good answer counts as one that goes on: long for a body on its way, short for a run. */
const GOING_ON_MS = 1_000

function isStream(headers: Readonly<Record<string, string>>): boolean {
  return GOES_ON.test(headers['content-type'] ?? '')
}

/**
 * Closes a good answer that goes on: at once where its type says so, else when it is not complete a second after its
 * head. An answer that is not 2xx is read whole, since its body says why.
 */
export function closeWhatGoesOn(): Follower {
  let timer: NodeJS.Timeout | undefined
  return {
    head(status, headers, close) {
      if (status < 200 || status >= 300) return
      if (isStream(headers)) close()
      else timer = setTimeout(close, GOING_ON_MS)
    },
    piece() {},
    // Else it keeps the answer in memory for its second: a thousand of them at a thousand routes.
    end: () => clearTimeout(timer),
  }
}

/**
 * W3C Trace Context, level 1, §3.2: a trace of our own, sampled, so that the deployment logs it. A UUID
 * is as many hex digits, never all zeros, and Node keeps random bytes for it in stock: asking the
 * system for each costs 50 µs.
 */
export function newTraceId(): string {
  return randomUUID().replaceAll('-', '')
}

/** The header of one try; tries of one request share the trace and differ in the parent. */
export function traceparentOf(traceId: string): string {
  return `00-${traceId}-${newTraceId().slice(0, 16)}-01`
}
