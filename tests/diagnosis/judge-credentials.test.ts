import { describe, expect, test } from 'vitest'
import { judgeCredentials } from '../../helpers/diagnosis/judges/token/judge-credentials.ts'
import { judgeVerdict } from '../../helpers/diagnosis/judges/token/judge-verdict.ts'
import { tokens } from '../support/contracts.ts'
import { INVALID, KNOWN, UNKNOWN, VALID } from './support/acceptance.ts'
import { answer } from './support/facts.ts'

describe('the issuer’s verdict on its own token', () => {
  for (const [what, exchange, code] of [
    ['valid, and the same user', VALID, undefined],
    ['valid, as text', answer(200, { valid: 'True' }), undefined],
    ['not valid', INVALID, 'trust.token-rejected'],
    ['another user', answer(200, { valid: true, user_id: 'user-2' }), 'token.claims'],
    ['a client that it refuses', answer(401, { error: 'invalid_client' }), 'route.forbidden'],
    ['no such route', answer(404, { detail: 'Not Found' }), 'route.missing'],
    ['a crash', answer(500, 'Internal Server Error'), 'route.error'],
  ] as const)
    test(`${what}: ${code ?? 'good'}`, () =>
      expect(judgeVerdict({ exchange }, { subject: 'user-1' }, tokens)?.code).toBe(code))
})

describe('our service credentials', () => {
  test('that are accepted are good', () =>
    expect(judgeCredentials(KNOWN, tokens, 'unknown')).toBeUndefined())
  test('that are refused name their variable and whom they belong to', () => {
    const finding = judgeCredentials(UNKNOWN, tokens, 'unknown')
    expect(finding).toMatchObject({
      code: 'trust.secret-mismatch',
      service: 'backend',
      subject: 'SERVICE_SECRET',
    })
    expect(finding?.culprit).toBeUndefined()
  })
  test('that are refused while the service itself is not are those of this run', () => {
    const finding = judgeCredentials(UNKNOWN, tokens, 'served')
    expect(finding).toMatchObject({ code: 'trust.secret-mismatch', culprit: 'this-run' })
    expect(finding?.nextSteps?.[0]).toContain(
      'Users are served: give this run the SERVICE_ID and SERVICE_SECRET',
    )
  })
})
