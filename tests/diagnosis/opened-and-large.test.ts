import { expect, test } from 'vitest'
import { judgePublic } from '../../helpers/diagnosis/judges/access/judge-opened.ts'
import { judgeAnswered } from '../../helpers/diagnosis/judges/health/judge-answered.ts'
import { judgeStep } from '../../helpers/diagnosis/judges/journey/judge-step.ts'
import { goldenPath } from '../support/contracts.ts'
import { answer } from './support/facts.ts'

test('an open route that sends callers to sign in is forbidden', () => {
  const request = { service: 'backend', method: 'GET', path: '/prices' } as const
  const route = { title: 'the prices', request, accepted: [200] }
  const exchange = answer(302, '', { location: '/login?next=/prices' })
  expect(judgePublic({ route, exchange })).toMatchObject({
    code: 'route.forbidden',
    summary:
      'backend sends callers of GET /prices to a page to sign in, and this route is open to everybody',
  })
  const away = answer(302, '', { location: '/welcome' })
  expect(judgePublic({ route, exchange: away })?.code).toBe('route.shape')
})

test('a URL that is too long is a limit, and the first step is about the URL', () => {
  const page = '<html><head><title>414 Request-URI Too Large</title></head><center>nginx</center>'
  const found = judgeAnswered(answer(414, page, { server: 'nginx' }), 'backend', 'it answers')
  expect(found).toMatchObject({ code: 'edge.limit' })
  expect(found?.nextSteps?.[0]).toMatch(/^414 is about the URL/)
})

test('an answer with nothing in it says so', () => {
  const step = goldenPath.steps.find(({ id }) => id === 'identity')
  if (step?.kind !== 'request') throw new Error('no request step')
  expect(judgeStep(answer(200, ''), step, {})?.summary).toMatch(
    /^auth answers GET \/auth\/me with 200 and an empty body, and not as promised/,
  )
})
