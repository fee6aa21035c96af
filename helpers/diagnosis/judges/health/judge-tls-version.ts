import type { ServicePromise } from '../../../../contracts/schema/service.ts'
import type { TlsVersion, VersionFact } from '../../../http/probe-version.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'

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
