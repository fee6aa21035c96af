import { isIP, type Socket } from 'node:net'
import { connect, rootCertificates, type TLSSocket } from 'node:tls'
import type { ClientCertificate } from '../../../env/client-certificate.ts'
import type { Certificate } from '../exchange.ts'

export interface TlsTarget {
  readonly host: string
  readonly names: 'exact' | 'any'
  readonly extraCa?: string
  /** Shown where the server asks for one. */
  readonly client?: Pick<ClientCertificate, 'certificate' | 'key'>
}

/**
 * Speaks TLS over a connected socket. The verification is Node's own, with its roots and
 * `NODE_EXTRA_CA_CERTS`; only the moment of refusing is ours, after the handshake and before a byte is
 * sent, because Node destroys a refused socket before its certificate can be read. `onCertificate` gets
 * it either way. Rejects with an error whose code is the reason.
 */
export function openTls(
  socket: Socket,
  { host, names, extraCa, client }: TlsTarget,
  onCertificate: (certificate: Certificate | undefined) => void = () => {},
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const secured = connect({
      socket,
      host,
      // No name may be sent for an address (RFC 6066 §3).
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ALPNProtocols: ['http/1.1'],
      ...(extraCa === undefined ? {} : { ca: [...rootCertificates, extraCa] }),
      ...shownTo(client),
      rejectUnauthorized: false,
    })
    secured.once('error', reject)
    secured.once('secureConnect', () => {
      onCertificate(readCertificate(secured))
      const reason = refusalOf(secured, names)
      secured.off('error', reject)
      // An alert after the handshake is an error that leaves the socket open until its end, which undici would report in its place.
      secured.on('error', (error) => secured.destroy(error))
      if (reason === undefined) return resolve(secured)
      secured.destroy()
      reject(Object.assign(new Error('the certificate was refused'), { code: reason }))
    })
  })
}

/** The certificate and key of a run, in the fields of Node's TLS. */
export function shownTo(client: TlsTarget['client']): { cert?: string; key?: string } {
  return client === undefined ? {} : { cert: client.certificate, key: client.key.reveal() }
}

function refusalOf(secured: TLSSocket, names: TlsTarget['names']): string | undefined {
  if (secured.authorized) return undefined
  // Typed as an Error, but it is the code; the name is looked at only when chain and dates are good.
  const reason = String(secured.authorizationError)
  return names === 'any' && reason === 'ERR_TLS_CERT_ALTNAME_INVALID' ? undefined : reason
}

/** The certificate the peer showed, accepted or not; undefined when it showed none. */
function readCertificate(socket: TLSSocket): Certificate | undefined {
  const shown = socket.getPeerX509Certificate()
  if (shown === undefined) return undefined
  return {
    subject: oneLine(shown.subject),
    issuer: oneLine(shown.issuer),
    names: namesOf(shown.subjectAltName),
    validFrom: isoOf(shown.validFrom),
    validTo: isoOf(shown.validTo),
  }
}

/** Node gives one attribute a line; undefined for an empty name. */
function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').filter(Boolean).join(', ')
}

/** `DNS:a.example, IP Address:10.0.0.1`; entries with odd characters stand in JSON quotes. */
function namesOf(alternatives: string | undefined): readonly string[] {
  const entries = (alternatives ?? '').matchAll(
    /(?:^|, )(?:DNS|IP Address):("(?:[^"\\]|\\.)*"|[^,]*)/g,
  )
  return [...entries].map(([, name = '']) => name.replace(/^"|"$/g, ''))
}

function isoOf(date: string): string {
  const ms = Date.parse(date)
  return Number.isNaN(ms) ? date : new Date(ms).toISOString()
}
