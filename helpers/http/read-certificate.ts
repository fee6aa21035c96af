import type { TLSSocket } from 'node:tls'
import type { Certificate } from './exchange.ts'

/** The certificate the peer showed, accepted or not; undefined when it showed none. */
export function readCertificate(socket: TLSSocket): Certificate | undefined {
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
