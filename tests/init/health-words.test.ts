import { describe, expect, test } from 'vitest'
import { healthBodyOf, otherWordOf } from '../../command/init/look/health-words.ts'
import { lookUp } from '../../helpers/promise/where.ts'
import { answerOf } from '../http/support/answer-of.ts'

/** Bodies as real libraries answered them in November 2026, and what a contract says of each. */
describe('what a health route says', () => {
  test.each([
    [
      '@nestjs/terminus',
      '{"status":"ok","info":{"database":{"status":"up"}},"error":{},"details":{"database":{"status":"up"}}}',
      {
        at: 'status',
        healthy: ['ok'],
        dependencies: [{ name: 'database', at: 'details.database.status', up: ['up'] }],
      },
    ],
    [
      '@godaddy/terminus',
      '{"status":"ok","info":{"database":"up"},"details":{"database":"up"}}',
      { dependencies: [{ at: 'details.database' }] },
    ],
    [
      'Actuator',
      '{"status":"UP","components":{"db":{"status":"UP"},"diskSpace":{"status":"UP"},"ping":{"status":"UP"}}}',
      { healthy: ['UP'], dependencies: [{ name: 'db' }] },
    ],
    [
      'SmallRye',
      '{"status":"UP","checks":[{"name":"Database connection","status":"UP"}]}',
      {
        dependencies: [
          { name: 'Database connection', at: 'checks[name=Database connection].status' },
        ],
      },
    ],
    [
      'fastapi-healthchecks',
      '{"healthy":true,"checks":[{"name":"database","passed":true,"details":null}]}',
      {
        at: 'healthy',
        healthy: [true],
        dependencies: [{ at: 'checks[name=database].passed', up: [true] }],
      },
    ],
    [
      'py-healthcheck',
      '{"status":"success","results":[{"checker":"database","passed":true}]}',
      { dependencies: [{ at: 'results[checker=database].passed' }] },
    ],
    [
      'Prometheus',
      'Prometheus Server is Ready.\n',
      { format: 'text', at: 'text', healthy: ['Prometheus Server is Ready.'] },
    ],
    ['health+json', '{"status":"pass"}', { at: 'status', healthy: ['pass'] }],
  ])('%s', (_, text, wanted) => {
    const answer = answerOf(text)
    const body = healthBodyOf(answer)
    expect(body).toMatchObject(wanted)
    for (const { at, up } of body?.dependencies ?? []) expect(up).toEqual([lookUp(answer, at)])
  })

  test.each([
    ['express-healthcheck says an uptime', '{"uptime":12.5}'],
    ['verdaccio says nothing', '{}'],
    ['a page is no word', '<!doctype html><title>ok</title>'],
    ['a number changes', 'up for 12 s'],
  ])('%s: its status is all that is promised', (_, text) => {
    expect(healthBodyOf(answerOf(text))).toBeUndefined()
  })

  test('a word that does not mean well is no promise', () => {
    const answer = answerOf('{"status":"warn"}')
    expect(healthBodyOf(answer)).toBeUndefined()
    expect(otherWordOf(answer)).toBe('warn')
    expect(otherWordOf(answerOf('{"status":"ok"}'))).toBeUndefined()
  })
})
