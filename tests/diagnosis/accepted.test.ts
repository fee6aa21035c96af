import { describe, expect, test } from 'vitest'
import { refusal } from '../../contracts/schema/common.ts'
import type { ProtectedRoute } from '../../contracts/schema/service.ts'
import { isAccepted, noInBody } from '../../helpers/diagnosis/judges/access/accepted.ts'
import {
  judgeCatchAll,
  judgeSignedInPage,
} from '../../helpers/diagnosis/judges/access/judge-catch-all.ts'
import { judgeRefusal } from '../../helpers/diagnosis/judges/access/judge-refusal.ts'
import { sometimesInWords } from '../../helpers/diagnosis/judges/access/sometimes.ts'
import type { Exchange } from '../../helpers/http/exchange.ts'
import { backend } from '../support/contracts.ts'
import { answer, page } from './support/facts.ts'

const ROUTE = backend.protectedRoutes[0] as ProtectedRoute
const SAYS_NO = refusal.parse({ statuses: [], says: { at: 'error', is: ['unauthorized'] } })
const SIGN_IN = '<form method="post"><input name="user"><input type="password" name="p"></form>'

describe('a good token', () => {
  test('is not accepted by a 200 that is the refusal the contract promises', () => {
    const route = { ...ROUTE, withWrongToken: SAYS_NO }
    expect(isAccepted(answer(200, { error: 'unauthorized' }), route)).toBe(false)
    expect(isAccepted(answer(200, { error: null, items: [] }), route)).toBe(true)
  })

  test('is not accepted by a 200 that lacks what a good answer has, where that is promised', () => {
    const route = { ...ROUTE, withoutCredentials: refusal.parse({ statuses: [], lacks: 'user' }) }
    expect(isAccepted(answer(200, {}), route)).toBe(false)
    expect(isAccepted(answer(200, { user: 'a' }), route)).toBe(true)
  })

  test.each([
    [{ error: 'unauthorized' }, false],
    [{ success: false, message: 'Invalid token' }, false],
    [{ errors: [{ message: 'UNAUTHENTICATED: not authenticated' }], data: null }, false],
    [{ errors: [{ message: 'forbidden' }], data: { me: null } }, false],
    [{ errors: [{ message: 'forbidden' }], data: { me: null, shop: { id: 1 } } }, true],
    [{ errors: [{ message: 'forbidden' }], data: [null] }, true],
    [{ errors: [{ message: 'out of stock' }], data: { me: null } }, true],
    [{ data: { me: null } }, true],
    [{ message: 'Access denied' }, false],
    [{ message: 'Welcome back' }, true],
    [{ error: 'out of stock' }, true],
    [{ error: 'unauthorized', id: 7 }, true],
    [[], true],
    [{ status: 'error', items: [{ id: 1 }] }, true],
  ])('200 with %j: %s', (body, accepted) => {
    expect(isAccepted(answer(200, body), ROUTE)).toBe(accepted)
  })
})

describe('a request that must be refused', () => {
  const codeOf = (body: unknown) =>
    judgeRefusal(
      { route: ROUTE, exchange: answer(200, body) },
      ROUTE.withoutCredentials,
      'auth.open',
      'a request without credentials',
    )

  test.each([
    [{ ok: false, error: 'invalid_credentials' }, 'with 200 and "invalid_credentials" in its body'],
    [{ code: 401, message: 'no' }, 'with 200 and "no" in its body'],
    [SIGN_IN, 'with 200 and a page to sign in in its body'],
  ])('and is, with a good status, is no open door: %j', (body, words) => {
    expect(codeOf(body)).toMatchObject({
      code: 'route.shape',
      summary: expect.stringContaining(words),
    })
  })

  test.each([[[{ id: 1 }]], [{ id: 1, error: null }], [{}]])('and is not: %j', (body) => {
    expect(codeOf(body)?.code).toBe('auth.open')
  })

  test.for([
    ['no page', answer(200, [{ id: 1 }]), 'route.shape'],
    ['a page too', page(200, '<!doctype html><title>Orders</title>'), 'auth.open'],
    ['nothing that was seen', undefined, 'auth.open'],
  ] as const)('and gets a page, where the good token gets %s', ([, good, code]) => {
    const exchange = page(200, '<!doctype html><title>Welcome</title>')
    const fact = { route: ROUTE, exchange, ...(good && { good }) }
    const judged = judgeRefusal(fact, ROUTE.withoutCredentials, 'auth.open', 'a request')
    expect(judged?.code).toBe(code)
  })

  test('nothing is read into an answer that is not 2xx', () => {
    expect(noInBody(answer(401, { error: 'unauthorized' }))).toBeUndefined()
  })
})

describe('a page that a route gives to everybody', () => {
  const page = answer(200, '<!doctype html><html><body><div id="root"></div></body></html>')
  const judged = (nowhere: Exchange) => judgeCatchAll({ route: ROUTE, exchange: page }, { nowhere })

  test('is no open route where a path that cannot exist gets it too', () => {
    expect(judged(page)).toMatchObject({
      code: 'service.wrong-identity',
      summary: expect.stringContaining(
        'with a web page, as it answers a path beside it that cannot exist: ',
      ),
    })
  })

  test('says nothing of the route where that path gets another answer', () => {
    expect(judged(answer(404, 'Not Found'))).toBeUndefined()
  })

  test('is no open route where it is the start page of the web app', () => {
    const start = { service: 'web', exchange: page }
    const pages = { nowhere: answer(404, 'Not Found'), start }
    expect(judgeCatchAll({ route: ROUTE, exchange: page }, pages)).toMatchObject({
      code: 'service.wrong-identity',
      summary: expect.stringContaining('with the start page of web: a web server or the web app'),
    })
  })
})

describe('a page that a route gives to the good token', () => {
  const portal = answer(200, '<!doctype html><title>My portal</title><body>Welcome</body>')
  const judged = (nowhere: Exchange, without: Exchange) =>
    judgeSignedInPage({ route: ROUTE, exchange: portal, nowhere, without })

  test('is of something in front, where a path that cannot exist gives it to the token too', () => {
    expect(judged(portal, answer(401, { detail: 'no' }))).toMatchObject({
      code: 'service.wrong-identity',
      summary: expect.stringMatching(
        /^backend answers requests that carry a token with a web page \("My portal"\), also at a path/,
      ),
    })
    expect(judged(portal, portal)?.summary).toContain('a web server or the web app answers')
  })

  test('is of the route where that path gets another answer', () => {
    expect(judged(answer(404, 'Not Found'), answer(401))).toBeUndefined()
  })
})

test('a limit on some answers is no broken instance', () => {
  const route = { service: 'api', method: 'GET', path: '/me' } as const
  expect(sometimesInWords(route, 'service.throttled', { bad: 1, all: 5 })).toBe(
    'api, or a limit in front of it, answers "too many requests" to this run 1 of 5 times at GET /me',
  )
})
