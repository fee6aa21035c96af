import { expect, test } from 'vitest'
import { judgeStep } from '../../helpers/diagnosis/judges/journey/judge-step.ts'
import { goldenPath } from '../support/contracts.ts'
import { answer } from './support/facts.ts'

test('a web page in place of JSON shows no stand-in, and keeps no promise either', () => {
  const step = goldenPath.steps.find(({ id }) => id === 'agents')
  if (step?.kind !== 'request') throw new Error('no request step')
  const app = answer(200, '<!doctype html><title>App</title><div id="root"></div>')
  const found = judgeStep(app, step, {})
  expect(found).toMatchObject({ code: 'route.shape', service: 'backend' })
  expect(found?.summary).toBe(
    'backend answers GET /api/agents/status with a web page (200), and not as promised',
  )
  const words = {
    ...step,
    never: [{ at: 'text', starts: ['x'], code: 'route.mocked' as const }],
  }
  expect(judgeStep(app, words, {})).toBeUndefined()
})
