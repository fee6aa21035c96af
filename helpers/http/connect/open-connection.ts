import { connect, isIP, type LookupFunction, type Socket } from 'node:net'
import type { Certificate, Timing } from '../exchange.ts'
import { classifyError } from '../failure.ts'
import { ConnectFault, type RequestPhase } from '../fault-of-code.ts'
import { openTls } from './open-tls.ts'
import { openTunnel } from './open-tunnel.ts'
import { authorityOf, type Route } from './route.ts'

/** What opening a connection marks on its way, read when it fails or its deadline passes. */
export interface ConnectTimings {
  phase: RequestPhase
  /** Reading of the clock at which the request that opened the connection was begun. */
  readonly beganAt: number
  dnsMs?: number
  tcpMs?: number
  tlsMs?: number
  /** The peer's address and port, once connected. */
  address?: string
  /** Shown by the server, whether or not it was accepted. */
  certificate?: Certificate
  /** The socket in play, so that giving up can destroy it. */
  socket?: Socket
}

export function startConnectTimings(beganAt: number): ConnectTimings {
  return { phase: 'dns', beganAt }
}

/** The phases of opening a connection that ended, in ms since the request began. */
export function phasesOf(timings: ConnectTimings): Omit<Timing, 'firstByteMs' | 'totalMs'> {
  const { dnsMs, tcpMs, tlsMs } = timings
  return {
    ...(dnsMs === undefined ? {} : { dnsMs }),
    ...(tcpMs === undefined ? {} : { tcpMs }),
    ...(tlsMs === undefined ? {} : { tlsMs }),
  }
}

/** The resolver and the clock. */
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
    if (route.transport === 'plain') return enterHttp(timings, socket)
    timings.phase = 'tls'
    const secured = await openTls(socket, route, (certificate) => {
      if (certificate !== undefined) timings.certificate = certificate
    })
    timings.tlsMs = options.now() - timings.beganAt
    return enterHttp(timings, secured)
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

function enterHttp(timings: ConnectTimings, socket: Socket): Socket {
  timings.phase = 'http'
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

/**
 * How long one of several addresses is tried before the next: longer than the one second after which
 * a lost SYN is sent again (RFC 6298 §2), so that one lost packet does not fail an address. Node's own
 * 250 ms gives up a good IPv4 address for an IPv6 one without a route.
 */
const ADDRESS_ATTEMPT_MS = 1_500

export interface TcpTarget extends ConnectOptions {
  readonly host: string
  readonly port: number
}

/** Resolves and connects, marking both in `timings`; rejects with the error of Node. */
export function openTcp(
  { host, port, lookup, now }: TcpTarget,
  timings: ConnectTimings,
): Promise<Socket> {
  const passed = () => now() - timings.beganAt
  return new Promise((resolve, reject) => {
    timings.phase = isIP(host) === 0 ? 'dns' : 'tcp'
    const socket = connect({
      host,
      port,
      lookup: (hostname, options, callback) => {
        lookup(hostname, options, (error, address, family) => {
          if (error === null) {
            timings.dnsMs ??= passed()
            timings.phase = 'tcp'
          }
          callback(error, address, family)
        })
      },
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MS,
      noDelay: true,
      keepAlive: true,
    })
    timings.socket = socket
    socket.once('error', reject)
    socket.once('connect', () => {
      timings.tcpMs = passed()
      timings.address = addressOf(socket)
      socket.off('error', reject)
      // The next owner of the socket listens too; until then an error must not end the process.
      socket.on('error', () => {})
      resolve(socket)
    })
  })
}

function addressOf({ remoteAddress = '', remotePort }: Socket): string {
  return `${remoteAddress.includes(':') ? `[${remoteAddress}]` : remoteAddress}:${remotePort}`
}
