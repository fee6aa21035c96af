import { isIP, type Socket } from 'node:net'
import { connect } from 'node:tls'
import { shownTo } from './connect/open-tls.ts'
import { type Route, type RouteOptions, routeTo } from './connect/route.ts'
import { within } from './deadline.ts'
import { classifyError } from './failure.ts'
import { probeAddresses, probeNames, probeTunnel } from './probe-steps.ts'

/** TLS versions by the names that people use; the older ones are obsolete (RFC 8996). */
export type TlsVersion = '1.0' | '1.1' | '1.2' | '1.3'

/** What a server said to a handshake that offers no more than an old version. */
export type VersionFact =
  /** It agreed to that version. */
  | { readonly kind: 'agreed'; readonly version: string }
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nothing was shown: the host was not reached, or this machine cannot speak that version. */
  | { readonly kind: 'unknown'; readonly reason: string }

/**
 * Offers a server no TLS version newer than `newest`, on a connection of its own, and closes it after the handshake. The
 * certificate is not looked at: only the version counts. Never rejects.
 */
export async function probeVersion(
  text: string,
  newest: TlsVersion,
  options: RouteOptions & { readonly timeoutMs: number },
): Promise<VersionFact> {
  const route = routeTo(new URL(text), options)
  const { host, port } = route.proxy ?? route
  const { addresses } = await probeNames(host, options.timeoutMs)
  const tcp = await probeAddresses(addresses, port, options.timeoutMs)
  const socket =
    tcp.socket === undefined || route.proxy === undefined
      ? tcp.socket
      : (await probeTunnel(tcp.socket, route.proxy, route, options.timeoutMs)).socket
  if (socket === undefined) return { kind: 'unknown', reason: 'the host was not reached' }
  const late = (): VersionFact => ({ kind: 'refused', reason: 'no answer to the handshake' })
  const fact = await within(options.timeoutMs, handshake(socket, route, newest), late)
  socket.destroy()
  return fact
}

function handshake(
  socket: Socket,
  { host, client }: Route,
  newest: TlsVersion,
): Promise<VersionFact> {
  return new Promise((resolve) => {
    const secured = connect({
      socket,
      host,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      minVersion: 'TLSv1',
      maxVersion: newest === '1.0' ? 'TLSv1' : `TLSv${newest}`,
      // OpenSSL 3 speaks TLS 1.0 and 1.1 at security level 0 only.
      ciphers: 'DEFAULT@SECLEVEL=0',
      rejectUnauthorized: false,
      // Before TLS 1.3 a server that wants a certificate ends the handshake without one, whatever the version.
      ...shownTo(client),
    })
    secured.once('secureConnect', () =>
      resolve({ kind: 'agreed', version: secured.getProtocol() ?? 'an unnamed version' }),
    )
    secured.on('error', (error: NodeJS.ErrnoException) => {
      const { code = '' } = error
      resolve(
        OUR_OWN.has(code)
          ? { kind: 'unknown', reason: `TLS ${newest} is not spoken by this machine` }
          : { kind: 'refused', reason: classifyError(error, 'tls').reason },
      )
    })
  })
}

/** Errors that come before a byte is sent: this OpenSSL was built without, or forbids, the version. */
const OUR_OWN: ReadonlySet<string> = new Set([
  'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
  'ERR_SSL_NO_CIPHERS_AVAILABLE',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_TLS_INVALID_PROTOCOL_VERSION',
])
