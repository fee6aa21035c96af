import type { Dispatcher } from 'undici'
import type { Route } from '../connect/route.ts'
import { TOKEN, UNSENDABLE } from '../field-syntax.ts'
import type { RequestSpec } from '../request-spec.ts'

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
  const safe = SAFE_METHODS.includes(method)
  const again = spec.again ?? (safe ? 'idempotent' : 'never')
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
    headers: {
      ...headers,
      ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }),
      traceparent,
    },
    ...(body === undefined ? {} : { body }),
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
