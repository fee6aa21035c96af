import { connect, isIP, type LookupFunction, type Socket } from 'node:net'
import type { ConnectTimings } from './connect-timings.ts'

/**
 * How long one of several addresses is tried before the next: longer than the one second after which
 * a lost SYN is sent again (RFC 6298 §2), so that one lost packet does not fail an address. Node's own
 * 250 ms gives up a good IPv4 address for an IPv6 one without a route.
 */
const ADDRESS_ATTEMPT_MS = 1_500

export interface TcpTarget {
  readonly host: string
  readonly port: number
  readonly lookup: LookupFunction
  readonly now: () => number
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
