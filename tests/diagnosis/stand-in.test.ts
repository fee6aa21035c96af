import { expect, test } from 'vitest'
import { judgeStep } from '../../helpers/diagnosis/judges/journey/judge-step.ts'
import { goldenPath } from '../support/contracts.ts'
import { answer } from './support/facts.ts'

function requestStep(id: string) {
  const found = goldenPath.steps.find((one) => one.id === id)
  if (found?.kind !== 'request') throw new Error('no request step')
  return found
}

test('a web page in place of JSON shows no stand-in, and keeps no promise either', () => {
  const step = requestStep('agents')
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

const STEP_WITH_A_PROMISE = requestStep('identity')

test('an error in an answer with a good status is quoted', () => {
  const found = judgeStep(
    answer(200, { statusCode: 500, message: 'Internal server error' }),
    STEP_WITH_A_PROMISE,
    {},
  )
  expect(found).toMatchObject({ code: 'route.shape', said: '"Internal server error"' })
  const ours = judgeStep(answer(200, { status: 7, message: 'hello' }), STEP_WITH_A_PROMISE, {})
  expect(ours).not.toHaveProperty('said')
})
