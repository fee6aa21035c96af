import { describe, expect, test } from 'vitest'
import { Secret } from '../../env/secret.ts'
import { judgeStep } from '../../helpers/diagnosis/judges/journey/judge-step.ts'
import { judgeLifetime } from '../../helpers/diagnosis/judges/token/judge-token.ts'
import { expectedInWords, isExpected, saysSo } from '../../helpers/promise/expectation.ts'
import { decodeToken } from '../../helpers/tokens/decode-token.ts'
import { answer } from '../diagnosis/support/facts.ts'
import { contractOf, tokens } from '../support/contracts.ts'
import { SHOP } from './support/shop.ts'

describe('an expected value', () => {
  test.each([
    ['v1.20.3', { is: [], starts: ['V1.'] }, true],
    ['v2.0', { is: [], starts: ['v1.'] }, false],
    ['Welcome to Grafana', { is: [], contains: ['grafana'] }, true],
    ['Welcome', { is: [], contains: ['grafana'] }, false],
    ['build-42', { is: [], matches: ['^build-\\d+$'] }, true],
    ['build-x', { is: [], matches: ['^build-\\d+$'] }, false],
    [42, { is: [], matches: ['^\\d+$'] }, true],
    [{ a: 1 }, { is: [], contains: ['a'] }, false],
    [undefined, { is: [], contains: ['undefined'] }, false],
    ['other', { is: ['ok'], starts: ['oth'] }, true],
  ] as const)('%j in the forms %j: %s', (value, forms, right) => {
    expect(isExpected(value, forms)).toBe(right)
  })

  test('is named in every form', () => {
    const says = { at: 'v', is: ['a', 1], starts: ['b'], contains: ['c'], matches: ['d+'] }
    expect(expectedInWords(says)).toBe(
      'v: a or 1 or a text that begins with "b" or a text with "c" or a text like /d+/',
    )
  })

  test('may be looked for in a part of a text', () => {
    const says = { at: 'text:version (\\S+)', is: ['1.2'] }
    expect(saysSo(answer(200, 'version 1.2 ready'), says)).toBe(true)
    expect(saysSo(answer(200, 'version 1.3 ready'), says)).toBe(false)
  })
})

describe('what a contract says in a few words', () => {
  const contract = contractOf({
    ...SHOP,
    services: SHOP.services.map((service) =>
      service.name === 'api'
        ? {
            ...service,
            protectedRoutes: [
              {
                title: 'the orders',
                request: { path: '/o' },
                withoutCredentials: '4xx',
                withWrongToken: { lacks: 'user' },
              },
            ],
          }
        : service,
    ),
  })

  test('a class of statuses is each of them', () => {
    const route = contract.services[0]?.protectedRoutes[0]
    expect(route?.withoutCredentials.statuses).toHaveLength(100)
    expect(route?.withoutCredentials.statuses).toEqual(expect.arrayContaining([400, 418, 499]))
    expect(route?.withWrongToken).toEqual({ statuses: [], lacks: 'user' })
  })

  test('a step keeps a part of a text, and a text that does not hold it is another form', () => {
    const [created] = contract.journeys[0]?.steps ?? []
    if (created?.kind !== 'request') throw new Error('the shop has no such step')
    const step = { ...created, keeps: { sid: 'text:"sid":"([^"]+)"' } }
    expect(judgeStep(answer(201, '0{"sid":"abc"}'), step, {})).toBeUndefined()
    expect(judgeStep(answer(201, '0{"sod":"abc"}'), step, {})).toMatchObject({
      code: 'route.shape',
    })
  })

  test('a step says what a kept value must be a part of, letter for letter', () => {
    const step = contract.journeys[0]?.steps[1]
    if (step?.kind !== 'request') throw new Error('the shop has no such step')
    const says = [{ at: 'link', is: [], matches: ['/orders/{order}$'] }]
    const judged = (link: string) =>
      judgeStep(answer(200, { link }), { ...step, says }, { order: 'a.b' })
    expect(judged('https://x/orders/a.b')).toBeUndefined()
    expect(judged('https://x/orders/axb')).toMatchObject({ code: 'route.shape' })
  })
})

describe('a token that ends too soon', () => {
  const jwt = tokens.jwt
  if (jwt === undefined) throw new Error('Netra has no JWTs')
  const issued = (seconds: number) => {
    const now = Math.floor(Date.now() / 1_000)
    const part = (data: object) => Buffer.from(JSON.stringify(data)).toString('base64url')
    const text = `${part({ alg: 'HS256' })}.${part({ iat: now, exp: now + seconds })}.c2ln`
    const fact = {
      decoded: decodeToken(new Secret(text)),
      receivedAtMs: Date.now(),
      exchange: answer(200),
    }
    return (shortestLifetimeSeconds?: number) =>
      judgeLifetime(
        fact,
        tokens,
        { ...jwt, ...(shortestLifetimeSeconds !== undefined && { shortestLifetimeSeconds }) },
        'staging',
      )
  }

  test('is a finding where a shortest lifetime is promised, and only there', () => {
    expect(issued(2)()).toBeUndefined()
    expect(issued(2)(60)).toMatchObject({ code: 'token.lifetime', got: 'it lives 2 s' })
    expect(issued(60)(60)).toBeUndefined()
  })
})
