import { expect, test } from 'vitest'
import { looksAt, timesShown } from '../../helpers/session/samples.ts'
import { backend } from '../support/contracts.ts'

const asked = (samples: number) => ({
  ...backend,
  health: backend.health.map((health) => ({ ...health, samples })),
})

test('the good token is shown five times, and more often where a contract says that there are many instances', () => {
  expect(timesShown(backend)).toBe(5)
  expect(timesShown(asked(1))).toBe(5)
  expect(timesShown(asked(12))).toBe(12)
})

test('a service without a health route has no number of its own', () => {
  expect(looksAt({ health: [] }, 2)).toBe(2)
})
