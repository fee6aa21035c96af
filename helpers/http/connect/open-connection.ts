import type { LookupFunction, Socket } from 'node:net'
import { classifyError } from '../classify-error.ts'
import { ConnectFault } from './connect-fault.ts'
import type { ConnectTimings } from './connect-timings.ts'
import { openTcp } from './open-tcp.ts'
import { openTls } from './open-tls.ts'
import { openTunnel } from './open-tunnel.ts'
import { authorityOf, type Route } from './route.ts'

export interface ConnectOptions {
  readonly lookup: LookupFunction
  readonly now: () => number
}

/**
 * Opens what a request is sent over: TCP, through a proxy when there is one, TLS when the origin speaks
 * it. Plain http goes to a proxy without a tunnel, with the whole URL in the request line (RFC 9112
 * §3.2.2), because many proxies tunnel to port 443 only. Rejects with a `ConnectFault` only.
 */
export async function openConnection(
  route: Route,
  timings: ConnectTimings,
  options: ConnectOptions,
): Promise<Socket> {
  try {
    const socket = await reach(route, timings, options)
    if (route.transport === 'plain') return enter('http', timings, socket)
    timings.phase = 'tls'
    const secured = await openTls(socket, route, (certificate) => {
      if (certificate !== undefined) timings.certificate = certificate
    })
    timings.tlsMs = options.now() - timings.beganAt
    return enter('http', timings, secured)
  } catch (error) {
    timings.socket?.destroy()
    throw error instanceof ConnectFault ? error : faultOf(error, route, timings)
  }
}

/** A socket whose other end is the origin, or the proxy that was asked to stand for it. */
async function reach(
  route: Route,
  timings: ConnectTimings,
  options: ConnectOptions,
): Promise<Socket> {
  const { proxy } = route
  if (proxy === undefined) return openTcp({ ...options, ...route }, timings)
  const tcp = await openTcp({ ...options, host: proxy.host, port: proxy.port }, timings)
  timings.phase = 'proxy'
  const socket =
    proxy.transport === 'tls' ? await openTls(tcp, { host: proxy.host, names: 'exact' }) : tcp
  if (route.transport === 'tls') await openTunnel(socket, proxy, authorityOf(route))
  return socket
}

function enter(phase: 'http', timings: ConnectTimings, socket: Socket): Socket {
  timings.phase = phase
  timings.socket = socket
  return socket
}

function faultOf(error: unknown, route: Route, timings: ConnectTimings): ConnectFault {
  const { fault, reason } = classifyError(error, timings.phase)
  const viaProxy = route.proxy !== undefined && timings.phase !== 'tls'
  const peer = viaProxy
    ? `the proxy ${route.proxy.shown} (${route.proxy.variable})`
    : authorityOf(route)
  return new ConnectFault(fault, `${peer}: ${reason}`)
}
