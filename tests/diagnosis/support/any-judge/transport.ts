import fc from 'fast-check'
import { judgeCertificate } from '../../../../helpers/diagnosis/judges/health/judge-certificate.ts'
import { judgeFamilies } from '../../../../helpers/diagnosis/judges/health/judge-families.ts'
import { judgeTlsVersion } from '../../../../helpers/diagnosis/judges/health/judge-tls-version.ts'
import { anyText } from '../../../http/support/any-text.ts'
import { anyExchange } from '../any-fact.ts'
import { anyService, type Judges, judging } from './judging.ts'

/** The judges of certificates, TLS and address families, by the file that each stands in. */
export const TRANSPORT_JUDGES: Judges = {
  'judge-certificate': {
    judgeCertificate: judging(
      fc.record({ exchange: anyExchange, service: anyService }),
      ({ exchange, service }) => judgeCertificate(exchange, service, Date.UTC(2026, 0, 1)),
    ),
  },
  'judge-families': {
    judgeFamilies: judging(
      fc.record({
        service: anyService,
        four: anyExchange,
        six: anyExchange,
      }),
      ({ service, four, six }) =>
        judgeFamilies(
          [
            { family: 'IPv4', address: '192.0.2.1', exchange: four },
            { family: 'IPv6', address: '2001:db8::1', exchange: six },
          ],
          service,
        ),
    ),
  },
  'judge-tls-version': {
    judgeTlsVersion: judging(
      fc.record({
        service: anyService,
        fact: fc.oneof(
          fc.record({
            kind: fc.constant('agreed' as const),
            version: fc.constantFrom('TLSv1', 'TLSv1.1'),
          }),
          fc.record({ kind: fc.constant('refused' as const), reason: anyText }),
        ),
      }),
      ({ service, fact }) =>
        judgeTlsVersion(fact, { ...service, tls: { atLeast: '1.2' } }, 'https://api.example.com'),
    ),
  },
}
