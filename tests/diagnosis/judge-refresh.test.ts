import { describe, expect, test } from 'vitest'
import { judgeRefresh } from '../../helpers/diagnosis/judges/token/judge-refresh.ts'
import { tokens } from '../support/contracts.ts'
import { answer, silence } from './support/facts.ts'

describe('a refresh', () => {
  const fresh = answer(200, { access_token: 'new' })

  for (const [what, fact, code] of [
    [
      'a new token that is valid',
      { exchange: fresh, verified: answer(200, { valid: true }) },
      undefined,
    ],
    ['a new token nobody can ask about', { exchange: fresh }, undefined],
    [
      'a new token that is not valid',
      { exchange: fresh, verified: answer(200, { valid: false }) },
      'token.refresh',
    ],
    ['no token', { exchange: answer(200, { access_token: '' }) }, 'token.refresh'],
    ['a refusal', { exchange: answer(401, { detail: 'invalid' }) }, 'token.refresh'],
    ['a crash of the route', { exchange: answer(500, 'Internal Server Error') }, 'token.refresh'],
    ['a service that is gone', { exchange: silence('tcp.refused') }, 'tcp.refused'],
  ] as const)
    test(`${what}: ${code ?? 'good'}`, () => expect(judgeRefresh(fact, tokens)?.code).toBe(code))
})

describe('an issuer whose instances differ', () => {
  const no = answer(401, { detail: 'invalid' })
  const summary = (line: RegExp) => ({
    code: 'token.refresh',
    summary: expect.stringMatching(line),
  })

  test('refuses a refresh at some times only', () =>
    expect(
      judgeRefresh({ exchange: no, again: [no, answer(200, { access_token: 'new' })] }, tokens),
    ).toMatchObject(summary(/refuses a refresh token that it issued, 2 of 3 times, as when/)))

  test('calls the new token valid at some times only', () => {
    const [yes, invalid] = [answer(200, { valid: true }), answer(200, { valid: false })]
    const exchange = answer(200, { access_token: 'new' })
    const fact = { exchange, verified: invalid, again: [yes, invalid] }
    expect(judgeRefresh(fact, tokens)).toMatchObject(summary(/gave for a refresh token, 2 of 3 ti/))
  })

  test('refuses every time: nothing is said of instances', () =>
    expect(judgeRefresh({ exchange: no, again: [no, no] }, tokens)?.summary).toBeUndefined())
})
