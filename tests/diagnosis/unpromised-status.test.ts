import { describe, expect, test } from 'vitest'
import type { RequestStep } from '../../contracts/schema/journey.ts'
import { judgeStep } from '../../helpers/diagnosis/judges/journey/judge-step.ts'
import { refusedWithoutToken } from '../../helpers/diagnosis/judges/journey/unpromised-status.ts'
import { goldenPath } from '../support/contracts.ts'
import { answer, page } from './support/facts.ts'

describe('a step that is promised to be refused, and is accepted', () => {
  const promised = (part: Partial<RequestStep>): RequestStep => {
    const identity = goldenPath.steps.find(({ id }) => id === 'identity')
    if (identity?.kind !== 'request') throw new Error('no request step')
    return { ...identity, ...part }
  }
  const given = answer(200, { id: 'n-1' })

  test('is open where it has no token', () => {
    expect(judgeStep(given, promised({ as: 'nobody', statuses: [401, 403] }), {})).toMatchObject({
      code: 'auth.open',
      subject: 'GET /auth/me',
    })
  })

  test('may have been a step after a removal', () => {
    expect(judgeStep(given, promised({ as: 'nobody', statuses: [404] }), {})).toMatchObject({
      code: 'route.shape',
      summary: 'auth answers GET /auth/me with 200, and not with 404 as promised',
    })
  })

  test('is answered by another app where a web page comes', () => {
    const web = page(200, '<!doctype html><div id="root"></div>')
    const line = 'auth answers GET /auth/me with a web page (200), and not as promised'
    for (const [statuses, summary] of [
      [[200], `${line} at user_id: nothing`],
      [[201], line],
    ] as const)
      expect(judgeStep(web, promised({ statuses: [...statuses], has: ['id'] }), {})).toMatchObject({
        code: 'route.shape',
        summary,
      })
  })

  test('is a leak where a second user sent it', () => {
    const request = { service: 'auth', method: 'DELETE', path: '/notes/{note}' } as const
    const removes = promised({ as: 'second-user', statuses: [403, 404], request })
    expect(judgeStep(answer(204, ''), removes, {})).toMatchObject({
      code: 'isolation.leak',
      summary: 'auth lets a second user send DELETE /notes/{note}, which is promised to be refused',
    })
  })

  test('is another form where a page came in its place', () => {
    const shown = page(200, '<!doctype html><title>Sign in</title>')
    expect(judgeStep(shown, promised({ as: 'nobody', statuses: [401] }), {})?.code).toBe(
      'route.shape',
    )
  })
})

test('a refused step without a token names what it carries of this run', () => {
  const path = '/api/info'
  const refused = (headers: Record<string, string>) =>
    refusedWithoutToken('route.forbidden', {
      as: 'nobody',
      request: { service: 'live', method: 'POST', path, headers },
    })
  expect(refused({}).summary).toBe(
    'live refuses POST /api/info without a token, as this step is promised to be sent',
  )
  expect(refused({ 'x-api-key': '{API_KEY}' })).toMatchObject({
    summary: 'live refuses POST /api/info with API_KEY of this run',
    nextSteps: [expect.stringContaining('Compare API_KEY of this run'), expect.anything()],
  })
})

test('a value with a slash that is not found may have been decoded on its way', () => {
  const step = goldenPath.steps.find(({ id }) => id === 'thread-read')
  if (step?.kind !== 'request') throw new Error('no request step')
  const gone = answer(404, { detail: 'Not Found' })
  const at = (path: string) =>
    judgeStep(
      { ...gone, asked: { ...gone.asked, url: `https://api.example.com${path}` } },
      step,
      {},
    )
  expect(at('/api/threads/2026%2F7')?.code).toBe('data.lost')
  expect(at('/api/threads/2026%2F7')?.summary).toMatch(/whose value holds a slash \(%2F\)/)
  expect(at('/api/threads/7')?.summary).toBeUndefined()
})
