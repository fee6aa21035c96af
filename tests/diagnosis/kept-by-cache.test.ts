import { expect, test } from 'vitest'
import type { CorsPromise } from '../../contracts/schema/page.ts'
import type { ProtectedRoute } from '../../contracts/schema/service.ts'
import { judgeControl } from '../../helpers/diagnosis/judges/access/judge-control.ts'
import { judgeOpened } from '../../helpers/diagnosis/judges/access/judge-opened.ts'
import { judgeShared } from '../../helpers/diagnosis/judges/access/judge-shared.ts'
import { judgeStep } from '../../helpers/diagnosis/judges/journey/judge-step.ts'
import { goldenPath, netra } from '../support/contracts.ts'
import { judged, ROUTE } from './support/acceptance.ts'
import { answer } from './support/facts.ts'

const HIT = { 'x-cache': 'HIT', age: '3' }
const REFUSED = answer(403, { detail: 'Not authenticated' }, HIT)

function step(id: string) {
  const found = goldenPath.steps.find((one) => one.id === id)
  if (found?.kind !== 'request') throw new Error(`no request step ${id}`)
  return found
}

test('a refusal that a cache kept is no verdict on the good token', () => {
  const look = { without: REFUSED, garbage: REFUSED, alone: [REFUSED] }
  const route: ProtectedRoute = ROUTE
  for (const found of [
    judged({ answers: [REFUSED], look }),
    judgeOpened({ route, exchange: REFUSED }),
    judgeControl({ route, exchange: REFUSED }),
  ])
    expect(found).toMatchObject({
      code: 'edge.cached',
      severity: 'failure',
      summary: expect.stringMatching(
        /^backend: a cache answers the good token with 403 at GET .+Age: 3 s/,
      ),
    })
  const own = answer(403, { detail: 'Not authenticated' }, { age: '0', 'x-cache': 'MISS' })
  expect(judgeOpened({ route, exchange: own })?.code).toBe('route.forbidden')
})

test.each([
  ['list-private', [{ id: 't-1' }], 'a second user'],
  ['thread-read', { id: 't-0' }, 'a user'],
  ['thread-listed', [], 'a user'],
])('what a cache gives in step %s is its doing', (id, body, who) => {
  const found = (headers: Record<string, string>) =>
    judgeStep(answer(200, body, headers), step(id), { thread: 't-1', subject: 'u-1' })
  expect(found(HIT)?.code).toBe('edge.cached')
  expect(found(HIT)?.summary).toContain(`a cache answers ${who} at GET /api/threads`)
  expect(found({})?.code).toMatch(/^(?:isolation\.leak|data\.lost)$/)
})

test('an answer of another form is not said to be that of a cache', () => {
  expect(judgeStep(answer(200, {}, HIT), step('identity'), {})?.code).toBe('route.shape')
})

test('a cache that gives pages an answer without a grant is the cause', () => {
  const cors = netra.cors as CorsPromise
  const [route] = cors.routes
  if (route === undefined) throw new Error('no route')
  const shared = (headers: Record<string, string>) =>
    judgeShared(answer(200, [], headers), route, 'https://app.example.com', cors)
  expect(shared(HIT)).toMatchObject({ code: 'edge.cached', severity: 'failure' })
  expect(shared({})?.code).toBe('cors.blocked')
})

test('a text that is called JSON and is none is shown by its ends', () => {
  const cut = answer(200, '{"user_id":"u-1","email":"a@exa', { 'content-type': 'application/json' })
  expect(judgeStep({ ...cut, json: undefined }, step('identity'), {})?.summary).toMatch(
    /with a text that its type calls JSON and that is none: .+ ends with/,
  )
})
