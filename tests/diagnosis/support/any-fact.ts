import fc from 'fast-check'
import type { Answer, Certificate, Exchange, NoAnswer } from '../../../helpers/http/exchange.ts'
import { parseJson } from '../../../helpers/http/read-body.ts'
import { anyText } from '../../http/support/any-text.ts'
import { anyBody } from './any-body.ts'

const HEADERS = [
  'content-type',
  'server',
  'via',
  'date',
  'location',
  'retry-after',
  'set-cookie',
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-headers',
]

const anyHeaders = fc.dictionary(
  fc.constantFrom(...HEADERS),
  fc.oneof(
    anyText,
    fc.constantFrom(
      'text/html',
      'application/json',
      'Google Frontend',
      '1.1 google',
      '*',
      'true',
      'null',
      'Thu, 01 Jan 2026 00:10:00 GMT',
    ),
  ),
)

export const anyAsked = fc.record({
  method: fc.constantFrom('GET', 'POST', 'OPTIONS'),
  url: fc.constantFrom(
    'https://api.example.com/health',
    'http://127.0.0.1:8000/',
    'http://[::1]:1/a?b=c',
  ),
  at: fc.constant('2026-01-01T00:00:00.000Z'),
  traceId: fc.constant('4bf92f3577b34da6a3ce929d0e0e4736'),
})

const anyMs = fc.double({ min: 0, max: 1e6, noNaN: true })
const anyTiming = fc.record({ totalMs: anyMs, heldUpMs: anyMs }, { requiredKeys: ['totalMs'] })

const anyCertificate: fc.Arbitrary<Certificate> = fc.record({
  subject: anyText,
  issuer: anyText,
  names: fc.array(
    fc.oneof(anyText, fc.constantFrom('*.example.com', '127.0.0.1', 'a"b', 'x, DNS:y')),
  ),
  validFrom: fc.date({ noInvalidDate: true, ...years() }).map((date) => date.toISOString()),
  validTo: fc.date({ noInvalidDate: true, ...years() }).map((date) => date.toISOString()),
})

function years(): { min: Date; max: Date } {
  return { min: new Date('1970-01-01'), max: new Date('9999-01-01') }
}

const anyTries = fc.oneof(
  fc.constant({ tries: 1, earlier: [] as string[] }),
  anyText.map((why) => ({ tries: 2, earlier: [why] })),
)

export const anyAnswer: fc.Arbitrary<Answer> = fc
  .record({
    asked: anyAsked,
    status: fc.oneof(
      fc.constantFrom(200, 201, 204, 302, 401, 403, 404, 405, 429, 500, 502, 503, 504),
      fc.integer({ min: 100, max: 999 }),
    ),
    headers: anyHeaders,
    text: anyBody,
    timing: anyTiming,
    certificate: fc.option(anyCertificate, { nil: undefined }),
    again: anyTries,
  })
  .map(({ certificate, again, ...rest }) => ({
    kind: 'answer',
    ...rest,
    ...again,
    json: parseJson(rest.text),
    ...(certificate && { certificate }),
  }))

/** Every fault but those of our own process: these never reach a judge. */
const FAULTS = [
  'dns.unresolved',
  'tcp.refused',
  'tcp.timeout',
  'tls.hostname-mismatch',
  'tls.expired',
  'tls.untrusted',
  'tls.handshake-failed',
  'http.timeout',
  'http.reset',
  'http.malformed',
] as const

export const anySilence: fc.Arbitrary<NoAnswer> = fc
  .record({
    asked: anyAsked,
    fault: fc.constantFrom(...FAULTS),
    detail: anyText.map((text) => `it failed: ${text}`),
    timing: anyTiming,
    certificate: fc.option(anyCertificate, { nil: undefined }),
    again: anyTries,
  })
  .map(({ certificate, again, ...rest }) => ({
    kind: 'no-answer',
    ...rest,
    ...again,
    ...(certificate && { certificate }),
  }))

export const anyExchange: fc.Arbitrary<Exchange> = fc.oneof(
  { weight: 5, arbitrary: anyAnswer },
  { weight: 1, arbitrary: anySilence },
)
