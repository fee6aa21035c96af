import { isIP } from 'node:net'
import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import type { ServicePromise } from '../../../../contracts/schema/service.ts'
import type { Certificate, Exchange } from '../../../http/exchange.ts'
import type { TlsVersion, VersionFact } from '../../../http/probe-version.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'

const DAY_MS = 86_400_000

/** Names that are shown; certificates of content networks hold hundreds. */
const MOST_NAMES = 20

/** Fewer days left than this is a warning: renewals fail quietly (incident F12). */
const EXPIRING_SOON_DAYS = 14

/**
 * Whether the certificate in use names this host and does not expire soon. A refused certificate does not reach this
 * judge; one for another host does, if the policy makes it a warning.
 */
export function judgeCertificate(
  exchange: Exchange,
  service: ServicePromise,
  now: number,
): readonly Finding[] {
  const { certificate } = exchange
  if (certificate === undefined) return []
  const named =
    certificate.names
      .slice(0, MOST_NAMES)
      .map((name) => quote(name, 100))
      .join(', ') || 'no name'
  const evidence = [
    `subject ${quote(certificate.subject, 120)}, issued by ${quote(certificate.issuer, 120)}`,
    `names: ${named}`,
  ]
  const host = new URL(exchange.asked.url).hostname.replace(/^\[|\]$/g, '')
  const days = (Date.parse(certificate.validTo) - now) / DAY_MS
  return [
    ...(names(certificate, host)
      ? []
      : [
          findingOf('tls.hostname-mismatch', service.name, exchange.asked, {
            severity: 'warning',
            promise: 'the certificate names the host',
            expected: host,
            got: `a certificate for ${named}`,
            evidence,
          }),
        ]),
    ...(days >= EXPIRING_SOON_DAYS
      ? []
      : [
          findingOf('tls.expiring-soon', service.name, exchange.asked, {
            promise: `the certificate is valid for at least ${EXPIRING_SOON_DAYS} more days`,
            expected: `valid beyond ${new Date(now + EXPIRING_SOON_DAYS * DAY_MS).toISOString().slice(0, 10)}`,
            got: `valid to ${quote(certificate.validTo, 40)}, ${Math.floor(days)} days left`,
            evidence,
          }),
        ]),
  ]
}

/** Node's own rule for names (RFC 9525), on the names as they were read; it takes odd characters in JSON quotes. */
function names(certificate: Certificate, host: string): boolean {
  const subjectaltname = certificate.names
    .map((name) => `${isIP(name) === 0 ? 'DNS' : 'IP Address'}:${JSON.stringify(name)}`)
    .join(', ')
  return checkServerIdentity(host, { subject: {}, subjectaltname } as PeerCertificate) === undefined
}

/** The newest version that is older than the promised one. */
export const BELOW: Readonly<Record<'1.2' | '1.3', TlsVersion>> = { '1.2': '1.1', '1.3': '1.2' }

/** Whether a server refuses TLS versions that are older than the promised one; `url` is where it was asked. */
export function judgeTlsVersion(
  fact: VersionFact,
  { name, tls }: ServicePromise,
  url: string,
): Finding | undefined {
  if (tls === undefined || fact.kind !== 'agreed') return undefined
  return findingOf('tls.old-version', name, `TLS handshake with ${url}`, {
    subject: fact.version,
    promise: `${name} speaks TLS ${tls.atLeast} or newer only`,
    expected: `a refusal of TLS ${BELOW[tls.atLeast]}`,
    got: `a handshake with ${quote(fact.version, 20)}`,
    evidence: [
      `the handshake offered nothing newer than TLS ${BELOW[tls.atLeast]}, and the server agreed to it`,
    ],
  })
}
