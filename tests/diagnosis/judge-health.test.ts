import { describe, expect, test } from 'vitest'
import type { HealthPromise } from '../../contracts/schema/health.ts'
import type { ServicePromise } from '../../contracts/schema/service.ts'
import { judgeHealth } from '../../helpers/diagnosis/judges/health/judge-health.ts'
import { judgeSamples } from '../../helpers/diagnosis/judges/health/judge-samples.ts'
import type { Exchange } from '../../helpers/http/exchange.ts'
import { saw } from '../../helpers/record/finding.ts'
import { auth, backend, frontend } from '../support/contracts.ts'
import { answer, page, silence } from './support/facts.ts'

function healthOf(service: ServicePromise, id: string): HealthPromise {
  const health = service.health.find((candidate) => candidate.id === id)
  if (health === undefined) throw new Error(`${service.name} promises no ${id}`)
  return health
}

const READY = healthOf(backend, 'ready')
const GOOD = answer(200, { status: 'ready', core_db: 'connected', redis_db: 'connected' })

/** What readiness of the backend comes to, in words: code, subject and severity. */
function told(exchange: Exchange): readonly string[] {
  return judgeHealth(exchange, READY, backend).map(
    ({ code, subject, severity }) =>
      `${code}${subject === undefined ? '' : ` ${subject}`} ${severity}`,
  )
}

describe('a health answer', () => {
  test('that says healthy is good', () => {
    expect(told(GOOD)).toEqual([])
  })

  for (const [what, exchange, findings] of [
    [
      '200 whose body says unhealthy',
      answer(200, { status: 'unhealthy' }),
      ['service.unhealthy failure'],
    ],
    [
      '200 whose body says degraded',
      answer(200, { status: 'degraded' }),
      ['service.degraded warning'],
    ],
    [
      '200 whose body says starting',
      answer(200, { status: 'starting' }),
      ['service.starting failure'],
    ],
    [
      '503 that says it is starting',
      answer(503, { startup_in_progress: true }),
      ['service.starting failure'],
    ],
    [
      '200 without any status',
      answer(200, { hello: 'world' }),
      ['route.shape GET /health/ready failure'],
    ],
    [
      '404 of the application',
      answer(404, { detail: 'Not Found' }),
      ['route.missing GET /health/ready failure'],
    ],
    [
      '401 of the application',
      answer(401, { detail: 'no' }),
      ['route.forbidden GET /health/ready failure'],
    ],
    ['418', answer(418, {}), ['service.unhealthy failure']],
    ['500', answer(500, { detail: 'boom' }), ['service.error failure']],
    [
      'a web page',
      page(200, '<!doctype html><html>hello</html>'),
      ['service.wrong-identity failure'],
    ],
    [
      'a redirect to a login',
      answer(302, '', { location: 'https://accounts.google.com' }),
      ['edge.refused failure'],
    ],
    [
      'a redirect to another path',
      answer(302, '', { location: '/maintenance.html' }),
      ['service.redirected failure'],
    ],
    ['nothing', silence('http.timeout'), ['http.timeout failure']],
  ] as const)
    test(`${what}: ${findings.join(', ')}`, () => expect(told(exchange)).toEqual(findings))
})

test.each(['/en/', '/login'])('a start page may lead on to %s by promise', (location) => {
  const { body: _, ...start } = { ...READY, path: '/', statuses: [200, 302] }
  expect(judgeHealth(answer(302, '', { location }), start, frontend)).toEqual([])
})

describe('a dependency is named', () => {
  test('by the field that says so, even in a 200 that says ready', () => {
    expect(told(answer(200, { status: 'ready', core_db: 'disconnected' }))).toEqual([
      'dependency.down database failure',
    ])
  })

  test('by the stated reason, where there is no field', () => {
    const body = { status: 'unhealthy', message: 'Redis connection refused' }
    expect(told(answer(503, body))).toEqual(['dependency.down redis failure'])
  })

  test('with what it said and the reason as evidence', () => {
    const [finding] = judgeHealth(
      answer(503, { status: 'unhealthy', core_db: 'timeout', reason: 'Cloud SQL proxy is gone' }),
      READY,
      backend,
    )
    expect(finding).toMatchObject({
      code: 'dependency.down',
      subject: 'database',
      got: '503 with core_db: \'"timeout"\'',
      evidence: [
        'database is required for backend',
        'the body says reason: "Cloud SQL proxy is gone"',
      ].map(saw),
    })
  })

  test('as a warning when it is optional, beside a good answer', () => {
    expect(told(answer(200, { status: 'ready', clickhouse_db: 'disconnected' }))).toEqual([
      'dependency.down clickhouse warning',
    ])
  })

  test('each of them, when several are down', () => {
    expect(told(answer(503, { core_db: 'down', redis_db: 'down' }))).toEqual([
      'dependency.down database failure',
      'dependency.down redis failure',
    ])
  })

  test('not at all, when it is switched off on purpose', () => {
    expect(told(answer(200, { status: 'ready', redis_db: 'disabled', core_db: null }))).toEqual([])
  })

  test('not by a good answer that only mentions it', () => {
    expect(told(answer(200, { status: 'ready', message: 'redis is fine' }))).toEqual([])
  })

  test('where the frontend speaks of the services it calls', () => {
    const health = healthOf(frontend, 'health')
    const body = { status: 'degraded', dependencies: { auth: { status: 'unreachable' } } }
    expect(judgeHealth(answer(200, body), health, frontend)).toMatchObject([
      {
        code: 'dependency.down',
        service: 'frontend',
        subject: 'auth',
        nextSteps: [expect.stringContaining('auth has checks of its own in this report')],
      },
    ])
  })
})

describe('several answers to one question', () => {
  const bad = answer(503, { status: 'unhealthy' })
  const judged = (...samples: readonly Exchange[]) => judgeSamples(samples, READY, backend)

  test('all good: nothing', () => expect(judged(GOOD, GOOD, GOOD)).toEqual([]))

  test('all bad: what they have in common', () => {
    expect(judged(bad, bad).map(({ code }) => code)).toEqual(['service.unavailable'])
  })

  test('mixed: unstable, with the counts in order', () => {
    expect(judged(GOOD, bad, GOOD, silence('tcp.refused'))).toMatchObject([
      {
        code: 'service.unstable',
        severity: 'failure',
        got: '2 good and 2 bad: good, service.unavailable, good, tcp.refused',
        evidence: [
          expect.stringContaining('a bad answer: 503'),
          'that answer alone would be service.unavailable',
        ].map(saw),
      },
    ])
  })

  test('one bad in six is not forgiven', () => {
    expect(judged(GOOD, GOOD, GOOD, GOOD, GOOD, bad).map(({ code }) => code)).toEqual([
      'service.unstable',
    ])
  })

  test('good ones with a warning: the warning', () => {
    const degraded = answer(200, { status: 'degraded' })
    expect(judged(GOOD, degraded).map(({ code }) => code)).toEqual(['service.degraded'])
  })

  test('none at all prove nothing', () => {
    expect(judgeSamples([], healthOf(auth, 'health'), auth)).toEqual([])
  })
})
