import { describe, expect, test } from 'vitest'
import type { ProtectedRoute } from '../../contracts/schema/service.ts'
import { judgeForged } from '../../helpers/diagnosis/judges/access/judge-forged.ts'
import { judgeRefusal } from '../../helpers/diagnosis/judges/access/judge-refusal.ts'
import type { Exchange } from '../../helpers/http/exchange.ts'
import { backend } from '../support/contracts.ts'
import { answer } from './support/facts.ts'
import { UNSIGNED } from './support/unsigned-token.ts'

const ROUTE = backend.protectedRoutes[0] as ProtectedRoute

test('what a cache answers to everybody is no verdict of the app', () => {
  const cached = answer(200, [{ id: 1 }], { age: '12', 'x-cache': 'HIT' })
  expect(
    judgeRefusal(
      { route: ROUTE, exchange: cached },
      ROUTE.withoutCredentials,
      'auth.open',
      'a request without credentials',
    ),
  ).toMatchObject({
    code: 'edge.cached',
    severity: 'failure',
    summary: expect.stringMatching(
      /a cache answers a request without credentials at GET .*: it gives everybody/,
    ),
  })
})

describe('a wrong token to which a route answers 500 each time', () => {
  const judged = (good: Exchange | undefined, again = [answer(500, {}), answer(500, {})]) =>
    judgeForged({ route: ROUTE, exchange: answer(500, {}), again, ...(good && { good }) }, UNSIGNED)

  test('is refused in another form where the route accepts the good token', () =>
    expect(judged(answer(200, []))).toMatchObject({
      code: 'route.shape',
      expected: expect.stringContaining('401'),
      summary:
        'backend answers 500 at GET /api/threads?limit=1&offset=0 to a token with alg none, and accepts the good token there: its check of tokens fails on this one, and does not refuse it',
      nextSteps: [expect.stringContaining('log of backend'), expect.stringContaining('leftOut')],
    }))

  test('is an error of the route where the good token meets one, or only some answers are errors', () => {
    expect(judged(answer(500, {}))?.code).toBe('route.error')
    expect(judged(undefined)?.code).toBe('route.error')
    expect(judged(answer(200, []), [answer(401, {}), answer(500, {})])?.code).toBe('route.error')
  })
})

describe('an error in a good answer', () => {
  const failed = answer(200, { error: 'internal server error' })
  const judged = (good: Exchange) =>
    judgeRefusal(
      { route: ROUTE, exchange: failed, good },
      ROUTE.withoutCredentials,
      'auth.open',
      'a request without credentials',
    )

  test('that everybody gets is a route that fails', () =>
    expect(judged(failed)).toMatchObject({
      code: 'route.shape',
      summary: expect.stringMatching(
        /to the good token and to a request without one: the route fails/,
      ),
    }))

  test('that the good token does not get is a refusal', () =>
    expect(judged(answer(200, [{ id: 1 }]))).toMatchObject({
      code: 'route.shape',
      summary: expect.stringMatching(/^backend refuses a request without credentials/),
    }))
})
