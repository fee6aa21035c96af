import { expect, test } from 'vitest'
import type { HealthPromise } from '../../contracts/schema/health.ts'
import { judgeSamples } from '../../helpers/diagnosis/judges/health/judge-samples.ts'
import type { Exchange } from '../../helpers/http/exchange.ts'
import { backend } from '../support/contracts.ts'
import { answer } from './support/facts.ts'

const HEALTH = backend.health[0] as HealthPromise
const GOOD = answer(200, { status: 'healthy' })
const LIMITED = answer(429, { error: 'too_many_requests' }, { 'retry-after': '1' })
const BAD = answer(500, { detail: 'no' })

const judged = (...samples: readonly Exchange[]) => judgeSamples(samples, HEALTH, backend)

test('samples that a limit turned away are no bad instance', () => {
  expect(judged(GOOD, LIMITED, LIMITED)).toMatchObject([
    {
      code: 'service.throttled',
      summary:
        'backend, or a limit in front of it, answers "too many requests" to this run 2 of 3 times at GET /health',
    },
  ])
  expect(judged(LIMITED, LIMITED)).toMatchObject([{ code: 'service.throttled' }])
})

test('a bad instance is found among the samples that no limit turned away', () => {
  const [found] = judged(GOOD, LIMITED, BAD, GOOD)
  expect(found).toMatchObject({ code: 'service.unstable' })
  expect(found?.summary).toContain('1 of 3 times')
})
