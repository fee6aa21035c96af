import { expect, test } from 'vitest'
import * as presets from '../../contracts/presets/health.ts'
import type { HealthInput } from '../../contracts/schema/health.ts'
import { judgeHealth } from '../../helpers/diagnosis/judges/health/judge-health.ts'
import type { Answer } from '../../helpers/http/exchange.ts'
import type { Finding } from '../../helpers/record/finding.ts'
import { answer, page } from '../diagnosis/support/facts.ts'
import { contractOf } from '../support/contracts.ts'
import { db, LIBRARIES } from './support/health-libraries.ts'

/** The findings about an answer of a health route that is written so. */
function judge(health: HealthInput, given: Answer): readonly Finding[] {
  const { services } = contractOf({
    platform: 'Shop',
    variables: [
      { name: 'API_URL', meaning: 'The API.', example: 'https://a.example', kind: 'url' },
    ],
    services: [{ name: 'api', urlVariable: 'API_URL', health }],
  })
  const [service] = services
  const [promise] = service?.health ?? []
  if (service === undefined || promise === undefined) throw new Error('no health route')
  return judgeHealth(given, promise, service)
}

function says(health: HealthInput, given: Answer): readonly string[] {
  return judge(health, given).map(({ code, subject }) =>
    code === 'dependency.down' ? `${code} (${subject})` : code,
  )
}

test.each(Object.entries(LIBRARIES))(
  '%s: well is well, and a database that is down is named',
  (_, given) => {
    expect(says(given.health, given.well)).toEqual([])
    const name = 'names' in given ? given.names : 'database'
    expect(says(given.health, given.failing)).toEqual([`dependency.down (${name})`])
    if ('draining' in given)
      expect(says(given.health, given.draining)).toEqual(['service.draining'])
  },
)

test.each([
  [
    'lightship',
    presets.lightship(),
    answer(200, 'SERVER_IS_READY'),
    answer(500, 'SERVER_IS_NOT_READY'),
    'service.starting',
  ],
  [
    'lightship shutting down',
    presets.lightship(),
    answer(200, 'SERVER_IS_READY'),
    answer(500, 'SERVER_IS_SHUTTING_DOWN'),
    'service.draining',
  ],
  [
    'hapi-alive',
    presets.hapiAlive(),
    page(200, "I'm healthy!!!"),
    answer(400, { statusCode: 400, error: 'Bad Request', message: 'connection refused' }),
    'service.unhealthy',
  ],
  [
    'express-healthcheck',
    presets.expressHealthcheck(),
    answer(200, { uptime: 108.9 }),
    answer(500, { state: 'unhealthy', message: 'connection refused' }),
    'service.unhealthy',
  ],
  [
    'fiber',
    presets.plainText('/readyz', ['OK']),
    answer(200, 'OK'),
    answer(503, 'Service Unavailable', { 'content-type': 'text/plain; charset=utf-8' }),
    'service.unavailable',
  ],
  [
    'a status',
    presets.statusOnly('/up'),
    answer(200, '<html>'),
    answer(503),
    'service.unavailable',
  ],
] as const)('%s names no dependency', (_, health, well, failing, code) => {
  expect(says(health, well)).toEqual([])
  expect(says(health, failing)).toEqual([code])
})

test('a dependency where the form has no place for one is an error of the contract', () => {
  expect(() => presets.lightship('/ready', db)).toThrow(
    'GET /ready names no dependency: leave database out',
  )
})

test('details that are hidden from callers are said to be hidden', () => {
  const [finding] = judge(presets.actuator(undefined, db), answer(503, { status: 'DOWN' }))
  expect(finding?.code).toBe('service.unavailable')
  expect(JSON.stringify(finding?.evidence)).toContain('shows none of the promised details')
})

test('the first line of a bad answer says its status and its words, not "2xx"', () => {
  const bad = answer(400, { statusCode: 400, error: 'Bad Request', message: 'connection refused' })
  expect(judge(presets.hapiAlive(), bad)[0]?.summary).toBe(
    'api: GET /health answers 400 and does not say that it is healthy',
  )
})

test('signs of shutting down that only this contract knows are heard', () => {
  const draining = [{ at: 'phase', is: 'leaving' }]
  const health: HealthInput = { path: '/health', body: { healthy: 'ok', draining } }
  expect(says(health, answer(503, { status: 'ok', phase: 'leaving' }))).toEqual([
    'service.draining',
  ])
  expect(says(health, answer(503, { status: 'ok', phase: 'here' }))).not.toContain(
    'service.draining',
  )
})
