import { authorityOf, type Route } from '../connect/route.ts'
import type { Trail } from '../connect/trail.ts'
import type { NoAnswerFault } from '../exchange.ts'
import type { Came } from './came.ts'

/** The fault a passed deadline stands for, by the layer that was silent, and the sentence that says so. */
export function describeDeadline(
  { host, port, proxy }: Route,
  { phase, address }: Trail,
  came: Came,
  budgetMs: number,
): { fault: NoAnswerFault; detail: string } {
  const via = proxy === undefined ? '' : ` through the proxy ${proxy.shown} (${proxy.variable})`
  const where = `${authorityOf({ host, port })}${via}`
  const within = `within ${Math.round(budgetMs)} ms`
  switch (phase) {
    case 'dns':
      return { fault: 'dns.unresolved', detail: `${where}: the resolver did not answer ${within}` }
    case 'tcp':
      return { fault: 'tcp.timeout', detail: `${where}: the connection was not accepted ${within}` }
    case 'proxy':
      return { fault: 'tcp.timeout', detail: `${where}: the proxy opened no way ${within}` }
    case 'tls':
      return {
        fault: 'tls.handshake-failed',
        detail: `${where}: connected, but TLS was not agreed ${within}`,
      }
    case 'http':
      return {
        fault: 'http.timeout',
        detail: `${where}: connected to ${address ?? 'it'}, but ${progress(came)} ${within}`,
      }
  }
}

function progress({ status, bytes, bodyBytes }: Came): string {
  if (status !== undefined)
    return `after status ${status} and ${bodyBytes} bytes of the body the answer was not complete`
  if (bytes > 0) return `after ${bytes} bytes the headers of the answer were not complete`
  return 'not one byte of an answer came'
}
