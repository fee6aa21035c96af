import { describe, expect, test } from 'vitest'
import type { HealthPromise } from '../../contracts/schema/health.ts'
import { judgeHealth } from '../../helpers/diagnosis/judges/health/judge-health.ts'
import { backend } from '../support/contracts.ts'
import { answer } from './support/facts.ts'

describe('a refusal that a health route promises', () => {
  const route: HealthPromise = {
    id: 'answers',
    path: '/admin',
    role: 'readiness',
    statuses: [401],
    head: 'not-promised',
    withinMs: 5_000,
  }

  test('is good', () => {
    expect(judgeHealth(answer(401, { error: 'sign in' }), route, backend)).toEqual([])
  })

  test('is missed where the route is open, gone or refuses with another status', () => {
    const codes = [200, 404, 403].map(
      (status) => judgeHealth(answer(status, {}), route, backend)[0]?.code,
    )
    expect(codes).toEqual(['service.unhealthy', 'route.missing', 'route.forbidden'])
  })
})
