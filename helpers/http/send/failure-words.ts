import { classifyError } from '../classify-error.ts'
import { ConnectFault, type ConnectTimings } from '../connect/connect-progress.ts'
import { authorityOf, type Route } from '../connect/route.ts'
import type { NoAnswerFault } from '../exchange.ts'
import type { Connection } from './connection.ts'

/** How much of an answer had come when a request failed. */
export interface Came {
  readonly status: number | undefined
  readonly bytes: number
  /** Of the body alone. */
  readonly bodyBytes: number
}

/** The fault a passed deadline stands for, by the layer that was silent, and the sentence that says so. */
export function describeDeadline(
  { host, port, proxy }: Route,
  { phase, address }: ConnectTimings,
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
        detail: `${where}: connected to ${address ?? 'it'}, but ${missing(came)} ${within}`,
      }
  }
}

/** The fault an error of undici stands for on this connection, and the sentence that says so. */
export function describeError(
  { route, timings }: Pick<Connection, 'route' | 'timings'>,
  error: Error,
  came: Came,
): { fault: NoAnswerFault; detail: string } {
  if (error instanceof ConnectFault) return { fault: error.fault, detail: error.message }
  const { fault, reason } = isSelfContradictory(error, came)
    ? ({
        fault: 'http.malformed',
        reason: 'the headers of the answer contradict each other',
      } as const)
    : classifyError(error, timings.phase)
  return {
    fault,
    detail: `${authorityOf(route)}: ${reason}; ${arrived(came) ?? 'nothing'} had come`,
  }
}

/** undici's word for a length and chunks in one answer is the same as for a body cut short. */
function isSelfContradictory(error: Error, { status }: Came): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' && status === undefined
}

/** The bytes that had arrived, in words; undefined if none had. */
function arrived({ status, bytes, bodyBytes }: Came): string | undefined {
  if (status !== undefined) return `status ${status} and ${bodyBytes} bytes of the body`
  return bytes > 0 ? `${bytes} bytes` : undefined
}

function missing(came: Came): string {
  const before = arrived(came)
  if (before === undefined) return 'not one byte of an answer came'
  const what = came.status === undefined ? 'the headers of the answer were' : 'the answer was'
  return `after ${before} ${what} not complete`
}
