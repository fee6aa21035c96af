import { expect, test } from 'vitest'
import type { CapabilityPromise } from '../../contracts/schema/health.ts'
import { judgeCapabilities } from '../../helpers/diagnosis/judges/health/judge-capabilities.ts'
import { judgeBypass, saysNothing } from '../../helpers/diagnosis/judges/socket/judge-bypass.ts'
import { judgeVerdict } from '../../helpers/diagnosis/judges/token/judge-verdict.ts'
import { auth, chat, tokens } from '../support/contracts.ts'
import { answer } from './support/facts.ts'

test.each([
  ['above-zero' as const, 2, 'warning'],
  ['above-zero' as const, 0, undefined],
  ['above-zero' as const, 'many', undefined],
  [['DEMO', true], 'demo', 'warning'],
  [['DEMO', true], true, 'warning'],
  [['DEMO', true], 'strict', undefined],
])('a server that says it is bypassed, by %j: %j is %s', (active, said, severity) => {
  const statement = { path: '/ws/stats', at: 'auth.bypassed', active }
  const exchange = answer(200, { auth: { bypassed: said } })
  expect(judgeBypass({ statement, exchange }, chat, 'warning')?.severity).toBe(severity)
  expect(saysNothing({ statement, exchange })).toBe(false)
})

test('a server without that place says nothing of a bypass', () => {
  const statement = { path: '/ws/stats', at: 'auth.bypassed', active: 'above-zero' } as const
  for (const exchange of [answer(200, { auth: {} }), answer(404, { detail: 'Not Found' })]) {
    expect(saysNothing({ statement, exchange })).toBe(true)
    expect(judgeBypass({ statement, exchange }, chat, 'failure')).toBeUndefined()
  }
})

test.each([
  ['required', 'service.unhealthy failure'],
  ['optional', 'service.degraded warning'],
] as const)('an optional capability that is denied is a warning: %s', (need, said) => {
  const capability: CapabilityPromise = { path: '/health', at: 'can.login', is: [true], need }
  const judged = (body: object) =>
    judgeCapabilities([{ capability, exchange: answer(200, body) }], auth).map(
      ({ code, severity }) => `${code} ${severity}`,
    )
  expect(judged({ can: { login: false } })).toEqual([said])
  expect(judged({ can: { login: true } })).toEqual([])
  expect(judged({ can: {} })).toEqual([])
})

test('an issuer that names another user of its token is wrong about its claims', () => {
  const { verify } = tokens
  if (verify === undefined) throw new Error('Netra verifies no tokens')
  const promise = {
    ...tokens,
    verify: { ...verify, valid: { at: 'valid', is: [true] }, subject: 'user' },
  }
  const judged = (user: string) =>
    judgeVerdict({ exchange: answer(200, { valid: true, user }) }, { subject: 'user-1' }, promise)
      ?.code
  expect(judged('user-1')).toBeUndefined()
  expect(judged('user-2')).toBe('token.claims')
})
