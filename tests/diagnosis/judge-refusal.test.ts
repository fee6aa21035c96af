import { describe, expect, test } from 'vitest'
import { refusal } from '../../contracts/schema/common.ts'
import type { ProtectedRoute } from '../../contracts/schema/service.ts'
import type { WrongCredentials } from '../../contracts/schema/tokens.ts'
import { judgeForged } from '../../helpers/diagnosis/judges/access/judge-forged.ts'
import { judgeRefusal } from '../../helpers/diagnosis/judges/access/judge-refusal.ts'
import { judgeWrongCredentials } from '../../helpers/diagnosis/judges/token/judge-credentials.ts'
import type { Exchange } from '../../helpers/http/exchange.ts'
import { saw } from '../../helpers/record/finding.ts'
import type { Forged } from '../../helpers/tokens/forgery.ts'
import { backend, tokens } from '../support/contracts.ts'
import { answer, silence } from './support/facts.ts'
import { UNSIGNED } from './support/unsigned-token.ts'

const ROUTE = backend.protectedRoutes[0] as ProtectedRoute
const WRONG_LOGIN = tokens.wrongCredentials.find(
  ({ id }) => id === 'unknown-user',
) as WrongCredentials

describe('a request without credentials', () => {
  const codeOf = (exchange: Exchange) =>
    judgeRefusal({ route: ROUTE, exchange }, ROUTE.withoutCredentials, 'auth.open', 'nobody')?.code

  for (const [what, exchange, code] of [
    ['403 "Not authenticated"', answer(403, { detail: 'Not authenticated' }), undefined],
    ['401 "Missing bearer token"', answer(401, { detail: 'Missing bearer token' }), undefined],
    ['200', answer(200, []), 'auth.open'],
    ['204', answer(204), 'auth.open'],
    ['401 for another reason', answer(401, { detail: 'IP not allowed' }), 'route.shape'],
    ['422', answer(422, { detail: 'authenticate first' }), 'route.shape'],
    ['404', answer(404, { detail: 'Not Found' }), 'route.missing'],
    ['500, which refuses nobody', answer(500, { detail: 'authentication crashed' }), 'route.error'],
    ['nothing', silence('http.timeout'), 'http.timeout'],
  ] as const)
    test(`${what}: ${code ?? 'refused as promised'}`, () => expect(codeOf(exchange)).toBe(code))
})

describe('a refusal with 404', () => {
  const judged = (good?: Exchange) =>
    judgeRefusal(
      { route: ROUTE, exchange: answer(404, { detail: 'Not Found' }), ...(good && { good }) },
      ROUTE.withoutCredentials,
      'auth.open',
      'a request without credentials',
    )

  test('of a route that accepts the good token is another form, and no missing route', () => {
    expect(judged(answer(200, []))).toMatchObject({
      code: 'route.shape',
      summary: expect.stringContaining('with 404, and 401 or 403'),
    })
  })

  test('of a route that does not is a missing route', () => {
    expect(judged(answer(404, { detail: 'Not Found' }))?.code).toBe('route.missing')
    expect(judged()?.code).toBe('route.missing')
  })
})

describe('a refusal by a class of statuses', () => {
  const judged = (statuses: '4xx' | '5xx', exchange: Exchange) =>
    judgeRefusal({ route: ROUTE, exchange }, refusal.parse(statuses), 'auth.open', 'nobody')

  test.each([
    ['5xx', 503, undefined],
    ['5xx', 599, undefined],
    ['5xx', 401, 'route.shape'],
    ['5xx', 200, 'auth.open'],
    ['4xx', 418, undefined],
    ['4xx', 500, 'route.error'],
  ] as const)('%s: %i is %s', (statuses, status, code) => {
    expect(judged(statuses, answer(status, { detail: 'no' }))?.code).toBe(code)
  })

  test('is named as the class', () => {
    expect(judged('5xx', answer(200))?.expected).toBe('5xx')
  })
})

describe('a forged token', () => {
  const judged = (exchange: Exchange, group: Forged['group'] = 'forged') =>
    judgeForged({ route: ROUTE, exchange }, { ...UNSIGNED, group })

  test('is refused as promised, or as its row allows', () => {
    expect(judged(answer(401, { detail: 'Invalid token' }))).toBeUndefined()
    expect(judged(answer(400, 'bad request'))).toBeUndefined()
  })

  test('is refused by hanging up only where its row says so: one that is too long to be read', () => {
    const hungUp = { route: ROUTE, exchange: silence('http.reset') }
    expect(judgeForged(hungUp, UNSIGNED)?.code).toBe('http.reset')
    expect(judgeForged(hungUp, { ...UNSIGNED, hangUp: 'refuses' })).toBeUndefined()
    const silent = { route: ROUTE, exchange: silence('http.timeout') }
    expect(judgeForged(silent, { ...UNSIGNED, hangUp: 'refuses' })?.code).toBe('http.timeout')
  })

  for (const [group, code, line, ...variable] of [
    ['forged', 'auth.accepts-forged', 'accepts forged tokens', '$FORGED_TOKEN'],
    ['expired', 'auth.accepts-expired', 'accepts expired tokens', '$WRONG_TOKEN'],
    ['malformed', 'auth.open', 'accepts requests without a valid token'],
  ] as const)
    test(`${group} and believed is ${code}`, () =>
      expect(judged(answer(200, []), group)).toMatchObject({
        code,
        service: 'backend',
        subject: 'GET /api/threads?limit=1&offset=0',
        summary: `backend ${line} at GET /api/threads?limit=1&offset=0: it accepts a token with alg none`,
        evidence: [
          "the route accepted a token with alg none: the caller's threads",
          ...variable.map(
            (name) =>
              `${name} in the command is made of the good token of this run, and differs in one thing: it is a token with alg none`,
          ),
          'what that proves: algorithm (RFC 8725 §3.2)',
        ].map(saw),
      }))
})

describe('a login with wrong credentials', () => {
  for (const [what, exchange, code] of [
    ['401 "Invalid credentials"', answer(401, { detail: 'Invalid credentials' }), undefined],
    ['a token all the same', answer(200, { access_token: 'x' }), 'auth.open'],
    ['404', answer(404, { detail: 'Not Found' }), 'route.missing'],
    ['422', answer(422, { detail: 'Invalid' }), 'route.shape'],
    ['503', answer(503, { detail: 'down' }), 'service.unavailable'],
  ] as const)
    test(`${what}: ${code ?? 'refused as promised'}`, () =>
      expect(judgeWrongCredentials(exchange, WRONG_LOGIN, tokens)?.code).toBe(code))
})

describe('a refusal of some instances', () => {
  const judged = (good: Exchange) =>
    judgeRefusal(
      {
        route: ROUTE,
        exchange: answer(404, { detail: 'Not Found' }),
        again: [answer(401, { detail: 'Missing bearer token' }), answer(404, {})],
        good,
      },
      ROUTE.withoutCredentials,
      'auth.open',
      'a request without credentials',
    )

  test('in another form says how often', () =>
    expect(judged(answer(200, []))).toMatchObject({
      code: 'route.shape',
      summary: expect.stringMatching(/with 404, 2 of 3 times, and 401 or 403 is promised, as when/),
    }))

  test('of a route that the good token misses at times too is a missing route of an instance', () =>
    expect(judged(answer(404, {}))).toMatchObject({
      code: 'route.missing',
      summary: expect.stringMatching(
        /does not have \S+ \S+ 2 of 3 times, as when one instance lacks the route/,
      ),
    }))
})
