import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classifyError } from '../../helpers/http/failure.ts'
import type { RequestPhase } from '../../helpers/http/fault-of-code.ts'

const PHASES: readonly RequestPhase[] = ['dns', 'tcp', 'proxy', 'tls', 'http']
const FAULT =
  /^(dns\.unresolved|tcp\.(refused|timeout)|tls\.(hostname-mismatch|expired|untrusted|handshake-failed)|http\.(timeout|reset|malformed)|own\.lag)$/

const coded = (code: string, more: object = {}) =>
  Object.assign(new Error('text of the server'), { code, ...more })

describe('an error', () => {
  test.each([
    ['ENOTFOUND', 'dns', 'dns.unresolved'],
    ['EAI_AGAIN', 'dns', 'dns.unresolved'],
    ['EAI_NODATA', 'dns', 'dns.unresolved'],
    ['ECONNREFUSED', 'tcp', 'tcp.refused'],
    ['EHOSTUNREACH', 'tcp', 'tcp.refused'],
    ['ENETUNREACH', 'tcp', 'tcp.refused'],
    ['ETIMEDOUT', 'tcp', 'tcp.timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'tcp', 'tcp.timeout'],
    ['ECONNRESET', 'tcp', 'http.reset'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'tls.hostname-mismatch'],
    ['CERT_HAS_EXPIRED', 'tls', 'tls.expired'],
    ['CERT_NOT_YET_VALID', 'tls', 'tls.expired'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', 'tls.untrusted'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', 'tls.untrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', 'tls.untrusted'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls', 'tls.untrusted'],
    ['CERT_UNTRUSTED', 'tls', 'tls.untrusted'],
    ['CRL_HAS_EXPIRED', 'tls', 'tls.untrusted'],
    ['EPROTO', 'tls', 'tls.handshake-failed'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', 'tls.handshake-failed'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls', 'tls.handshake-failed'],
    ['ECONNRESET', 'tls', 'tls.handshake-failed'],
    ['ETIMEDOUT', 'tls', 'tls.handshake-failed'],
    ['ECONNRESET', 'proxy', 'tcp.refused'],
    ['ETIMEDOUT', 'proxy', 'tcp.timeout'],
    ['ECONNRESET', 'http', 'http.reset'],
    ['EPIPE', 'http', 'http.reset'],
    ['UND_ERR_SOCKET', 'http', 'http.reset'],
    ['HPE_INVALID_EOF_STATE', 'http', 'http.reset'],
    ['ETIMEDOUT', 'http', 'http.timeout'],
    ['UND_ERR_HEADERS_TIMEOUT', 'http', 'http.timeout'],
    ['UND_ERR_BODY_TIMEOUT', 'http', 'http.timeout'],
    ['HPE_INVALID_CONSTANT', 'http', 'http.malformed'],
    ['UND_ERR_HEADERS_OVERFLOW', 'http', 'http.malformed'],
    ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'http', 'http.malformed'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'http', 'tls.client-certificate'],
    ['ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL', 'tls', 'http.protocol'],
    ['EMFILE', 'tcp', 'own.lag'],
  ] as const)('%s while at %s is %s', (code, phase, fault) => {
    expect(classifyError(coded(code), phase)).toEqual({
      fault,
      reason: expect.stringMatching(/^[\x20-\x7e]+$/),
    })
  })

  test.each([
    ['dns', 'dns.unresolved'],
    ['tcp', 'tcp.refused'],
    ['proxy', 'tcp.refused'],
    ['tls', 'tls.handshake-failed'],
    ['http', 'http.malformed'],
  ] as const)('without a telling code while at %s is %s', (phase, fault) => {
    for (const error of [
      new Error('?'),
      'text',
      undefined,
      null,
      coded('EWHATEVER'),
      coded('not a code'),
    ])
      expect(classifyError(error, phase).fault).toBe(fault)
  })

  test('of getaddrinfo is dns.unresolved whatever its code and phase', () => {
    expect(classifyError(coded('ESOMETHING', { syscall: 'getaddrinfo' }), 'tcp').fault).toBe(
      'dns.unresolved',
    )
  })

  test('is looked for in its causes', () => {
    expect(
      classifyError(new Error('fetch failed', { cause: coded('ECONNREFUSED') }), 'tcp').fault,
    ).toBe('tcp.refused')
  })

  test.each([
    [['ENETUNREACH', 'ETIMEDOUT'], 'tcp.timeout'],
    [['ETIMEDOUT', 'ECONNREFUSED'], 'tcp.refused'],
    [['ENETUNREACH', 'EHOSTUNREACH'], 'tcp.refused'],
  ])('of several addresses, %o, is what tells most: %s', (codes, fault) => {
    const bundle = Object.assign(new AggregateError(codes.map((code) => coded(code))), {
      code: codes[0],
    })
    expect(classifyError(bundle, 'tcp').fault).toBe(fault)
  })

  test.each(['bad response', 'bad upgrade'])(
    'of undici about a %s is http.malformed',
    (message) => {
      expect(
        classifyError(Object.assign(new Error(message), { code: 'UND_ERR_SOCKET' }), 'http').fault,
      ).toBe('http.malformed')
    },
  )

  test('is never quoted: its text may be the server’s', () => {
    const { reason } = classifyError(
      coded('HPE_INVALID_CONSTANT', { message: 'secret', data: 'secret' }),
      'http',
    )
    expect(reason).toBe('the answer is not HTTP (HPE_INVALID_CONSTANT)')
  })
})

const hostile: readonly unknown[] = [
  Object.defineProperty({}, 'code', {
    get: () => {
      throw new Error('no')
    },
  }),
  new Proxy(
    {},
    {
      get: () => {
        throw new Error('no')
      },
    },
  ),
  (() => {
    const { proxy, revoke } = Proxy.revocable([], {})
    revoke()
    return { errors: proxy, cause: proxy }
  })(),
  (() => {
    const loop: { cause?: unknown; errors?: unknown[] } = {}
    loop.cause = loop
    loop.errors = [loop]
    return loop
  })(),
  { code: Symbol('x'), cause: 1n, errors: [Object.create(null)] },
]

test('anything thrown has a fault', () => {
  const anything = fc.oneof(
    fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
    fc.constantFrom(...hostile),
    fc.record(
      { code: fc.string(), cause: fc.anything(), errors: fc.array(fc.anything()) },
      { requiredKeys: [] },
    ),
  )
  fc.assert(
    fc.property(anything, fc.constantFrom(...PHASES), (error, phase) => {
      const { fault, reason } = classifyError(error, phase)
      expect(fault).toMatch(FAULT)
      expect(reason).toMatch(/^[\x20-\x7e]+$/)
    }),
  )
})
