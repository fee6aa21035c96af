import type { ServicePromise } from '../../contracts/type/service.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Finding } from './finding.ts'
import { findingOf } from './finding-of.ts'

const DAY_MS = 86_400_000

/** Fewer days left than this is told: renewals fail quietly (incident F12). */
export const EXPIRING_SOON_DAYS = 14

/** Whether the certificate in use is about to expire. One that is not accepted never gets this far. */
export function judgeCertificate(
  exchange: Exchange,
  service: ServicePromise,
  now: number,
): Finding | undefined {
  const { certificate } = exchange
  if (certificate === undefined) return undefined
  const days = (Date.parse(certificate.validTo) - now) / DAY_MS
  if (!(days < EXPIRING_SOON_DAYS)) return undefined
  return findingOf('tls.expiring-soon', service.name, exchange.asked, {
    promise: `the certificate is valid for at least ${EXPIRING_SOON_DAYS} more days`,
    expected: `valid beyond ${new Date(now + EXPIRING_SOON_DAYS * DAY_MS).toISOString().slice(0, 10)}`,
    got: `valid to ${certificate.validTo}, ${Math.floor(days)} days left`,
    evidence: [
      `subject ${certificate.subject}, issued by ${certificate.issuer}`,
      `names: ${certificate.names.slice(0, 20).join(', ')}`,
    ],
  })
}
