import type { LookupFunction, Socket } from 'node:net'
import { classifyError } from '../classify-error.ts'
import { ConnectFault } from './connect-fault.ts'
import { openTcp } from './open-tcp.ts'
import { openTls } from './open-tls.ts'
import { openTunnel } from './open-tunnel.ts'
import { authorityOf, type Route } from './route.ts'
import type { Trail } from './trail.ts'

export interface Opening {
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
  trail: Trail,
  opening: Opening,
): Promise<Socket> {
  try {
    const socket = await reach(route, trail, opening)
    if (route.transport === 'plain') return enter('http', trail, socket)
    trail.phase = 'tls'
    const secured = await openTls(socket, route, (certificate) => {
      if (certificate !== undefined) trail.certificate = certificate
    })
    trail.tlsMs = opening.now() - trail.beganAt
    return enter('http', trail, secured)
  } catch (error) {
    trail.socket?.destroy()
    throw error instanceof ConnectFault ? error : faultOf(error, route, trail)
  }
}

/** A socket whose other end is the origin, or the proxy that was asked to stand for it. */
async function reach(route: Route, trail: Trail, opening: Opening): Promise<Socket> {
  const { proxy } = route
  if (proxy === undefined) return openTcp({ ...opening, ...route }, trail)
  const tcp = await openTcp({ ...opening, host: proxy.host, port: proxy.port }, trail)
  trail.phase = 'proxy'
  const socket =
    proxy.transport === 'tls' ? await openTls(tcp, { host: proxy.host, names: 'exact' }) : tcp
  if (route.transport === 'tls') await openTunnel(socket, proxy, authorityOf(route))
  return socket
}

function enter(phase: 'http', trail: Trail, socket: Socket): Socket {
  trail.phase = phase
  trail.socket = socket
  return socket
}

function faultOf(error: unknown, route: Route, trail: Trail): ConnectFault {
  const { fault, reason } = classifyError(error, trail.phase)
  const viaProxy = route.proxy !== undefined && trail.phase !== 'tls'
  const peer = viaProxy
    ? `the proxy ${route.proxy.shown} (${route.proxy.variable})`
    : authorityOf(route)
  return new ConnectFault(fault, `${peer}: ${reason}`)
}
