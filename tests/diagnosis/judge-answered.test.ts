import { describe, expect, test } from 'vitest'
import { judgeAnswered } from '../../helpers/diagnosis/judges/health/judge-answered.ts'
import { judgeReadiness } from '../../helpers/diagnosis/judges/health/judge-readiness.ts'
import type { Exchange } from '../../helpers/http/exchange.ts'
import { saw } from '../../helpers/record/finding.ts'
import { evidenceText } from '../../helpers/report/words/cause-words.ts'
import { answer, asked, page, silence } from './support/facts.ts'

function codeOf(exchange: Exchange): string | undefined {
  return judgeAnswered(exchange, 'backend', 'it answers')?.code
}

describe('no answer is named by the layer that failed', () => {
  for (const fault of [
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
  ] as const)
    test(fault, () => expect(codeOf(silence(fault))).toBe(fault))
})

test.for(['own.lag', 'own.cancelled'] as const)('%s is no fact about a deployment', (fault) => {
  expect(codeOf(silence(fault))).toBeUndefined()
})

describe('a service that starts is told from one whose start failed', () => {
  for (const [body, code] of [
    [{ status: 'starting' }, 'service.starting'],
    [{ status: 'initializing', phase: 'database' }, 'service.starting'],
    [{ error: 'startup_in_progress', message: 'Service is starting up' }, 'service.starting'],
    ['The model is warming up', 'service.starting'],
    [{ status: 'unhealthy', startup_failed: true, message: 'is starting' }, 'service.unavailable'],
    [{ message: 'Application startup failed: no such table' }, 'service.unavailable'],
    [{ status: 'unhealthy' }, 'service.unavailable'],
    ['', 'service.unavailable'],
  ] as const)
    test(`503 ${JSON.stringify(body)}`, () => expect(codeOf(answer(503, body))).toBe(code))

  test('a 500 that speaks of starting is a crash', () => {
    expect(codeOf(answer(500, { status: 'starting' }))).toBe('service.error')
  })
})

describe('a 5xx of the application has the code of its meaning', () => {
  for (const [status, code] of [
    [500, 'service.error'],
    [501, 'service.error'],
    [502, 'service.unavailable'],
    [503, 'service.unavailable'],
    [504, 'service.unavailable'],
  ] as const)
    test(`${status}`, () => expect(codeOf(answer(status, { detail: 'no' }))).toBe(code))

  test.for([200, 204, 301, 401, 404, 422])('%i is an answer', (status) => {
    expect(codeOf(answer(status, { detail: 'no' }))).toBeUndefined()
  })
})

describe('a redirect', () => {
  const to = (location: string, headers = {}) =>
    judgeAnswered(answer(301, '', { location, ...headers }), 'backend', 'it answers')

  test('to the same path at another address names that address', () => {
    expect(to('https://www.example.com/health')).toMatchObject({
      code: 'service.redirected',
      summary: 'backend redirects to "https://www.example.com/health"',
    })
  })

  test('to the address that was asked is a loop, and the first step says what makes one', () => {
    expect(to('/health')).toMatchObject({
      code: 'service.redirected',
      summary: 'backend redirects https://api.example.com/health to itself: a loop',
      nextSteps: [expect.stringContaining('X-Forwarded-Proto')],
    })
    expect(to('/health', { 'set-cookie': 'seen=1' })?.nextSteps).toEqual([
      expect.stringContaining('sets a cookie'),
    ])
  })
})

describe('a server that does not serve the host', () => {
  test.each([
    ['Starlette', answer(400, 'Invalid host header')],
    ['Rails', page(403, '<header><h1>Blocked hosts: api.example.com</h1></header>')],
    ['Vite', answer(403, 'Blocked request. This host ("api.example.com") is not allowed.')],
    ['HTTP.sys', page(400, '<h2>Bad Request - Invalid Hostname</h2>')],
    ['Jetty', page(400, '<h2>HTTP ERROR 400 Invalid SNI</h2>')],
    ['421', answer(421)],
  ])('is known by what it says: %s', (_, exchange) => {
    expect(judgeAnswered(exchange, 'backend', 'it answers')).toMatchObject({
      code: 'edge.missing',
      summary: `backend: the server at https://api.example.com/health says ${exchange.status}: it does not serve this host`,
      nextSteps: [expect.stringContaining('ALLOWED_HOSTS')],
    })
  })

  test.each([
    ['an app that checks its input', answer(400, { error: 'host is required' })],
    ['an app that lacks a route', answer(404, { detail: 'Not Found' })],
  ])('is not %s', (_, exchange) => expect(codeOf(exchange)).toBeUndefined())
})

test.each([
  ['nginx', '<center>The plain HTTP request was sent to HTTPS port</center>'],
  ['Go', 'Client sent an HTTP request to an HTTPS server.\n'],
  ['Apache', "Reason: You're speaking plain HTTP to an SSL-enabled server port.<br />"],
  ['Tomcat', 'Bad Request\r\nThis combination of host and port requires TLS.\r\n'],
])('a TLS port that was asked without TLS says so: %s', (_, text) => {
  expect(judgeAnswered(answer(400, text), 'backend', 'it answers')).toMatchObject({
    code: 'http.protocol',
    summary: expect.stringContaining('speaks TLS, and the URL says http'),
    nextSteps: [expect.stringContaining('https://')],
  })
})

test.each([
  ['2025-01-01', '2025-12-31', 'has expired: it was valid to 2025-12-31'],
  ['2026-02-01', '2026-12-31', 'is not valid before 2026-02-01'],
])('a certificate from %s to %s is named by the date that refuses it', (from, to, says) => {
  const certificate = { subject: '', issuer: '', names: [], validFrom: from, validTo: to }
  const refused = { ...silence('tls.expired'), certificate }
  expect(judgeAnswered(refused, 'backend', 'it answers')?.summary).toContain(says)
})

test.each([
  ['We will be back\n soon', '"We will be back soon"'],
  ['503 Service Unavailable', undefined],
  ['Error 503', undefined],
  ['Internal Server Error', undefined],
])(
  'a page in place of an answer is quoted by its title, if that is more than a status: %s',
  (title, said) => {
    const gone = page(503, `<!doctype html><title>${title}</title><h1>…</h1>`)
    expect(judgeAnswered(gone, 'backend', 'it answers')?.said).toBe(said)
  },
)

test('an edge that refuses one method is said to refuse that one', () => {
  const refused = page(405, '<center><h1>405 Not Allowed</h1></center><hr><center>nginx</center>')
  const told = (method: string) =>
    judgeAnswered(asked(refused, { method }), 'backend', 'it answers')?.summary
  const where = 'with 405 in place of the app at https://api.example.com/health'
  expect(told('GET')).toBe(`backend: nginx refuses the request ${where}`)
  expect(told('OPTIONS')).toBe(`backend: nginx refuses OPTIONS ${where}`)
})

test('what was asked again is told', () => {
  const exchange = { ...silence('tcp.refused'), tries: 3, earlier: ['refused', 'reset'] }
  expect(judgeAnswered(exchange, 'backend', 'it answers')?.evidence.map(evidenceText)).toEqual([
    'asked 3 times; before: "refused"; "reset"',
  ])
})

describe('the history of waiting', () => {
  const last = silence('tcp.refused')
  const readiness = {
    service: 'backend',
    ready: false,
    waitedMs: 30_000,
    settled: 'never-good',
    history: ['tcp.refused (12 times, 0.0 to 29.9 s)'],
    last,
  } as const
  const finding = judgeAnswered(last, 'backend', 'it answers')

  test('is evidence of what was seen last', () => {
    expect(judgeReadiness(finding, readiness)).toMatchObject({
      code: 'tcp.refused',
      evidence: ['waited 30.0 s: tcp.refused (12 times, 0.0 to 29.9 s)'].map(saw),
    })
  })

  test('of good and bad in turns is unstable, whatever came last', () => {
    for (const finally_ of [finding, undefined])
      expect(judgeReadiness(finally_, { ...readiness, settled: 'mixed' })).toMatchObject({
        code: 'service.unstable',
        service: 'backend',
        severity: 'failure',
        got: 'good and bad answers in turns for 30.0 s',
      })
  })

  test('of a service that became ready says nothing', () => {
    expect(
      judgeReadiness(undefined, { ...readiness, ready: true, settled: 'ready' }),
    ).toBeUndefined()
    expect(judgeReadiness(finding, undefined)).toBe(finding)
  })
})
