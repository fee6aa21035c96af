import fc from 'fast-check'
import { judgeFamilies } from '../../../../helpers/diagnosis/judges/health/judge-families.ts'
import {
  judgeCertificate,
  judgeTlsVersion,
} from '../../../../helpers/diagnosis/judges/health/judge-tls.ts'
import { anyText } from '../../../http/support/any-text.ts'
import { anyExchange } from '../any-fact.ts'
import { anyService, type Judges, judging } from './judging.ts'

/** The judges of certificates, TLS and address families, by the file that each stands in. */
export const TRANSPORT_JUDGES: Judges = {
  'judge-tls': {
    judgeCertificate: judging(
      fc.record({ exchange: anyExchange, service: anyService }),
      ({ exchange, service }) => judgeCertificate(exchange, service, Date.UTC(2026, 0, 1)),
    ),
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
}
