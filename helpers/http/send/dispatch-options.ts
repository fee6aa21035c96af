import type { Dispatcher } from 'undici'
import type { Route } from '../connect/route.ts'
import type { Prepared } from './prepare-request.ts'

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
