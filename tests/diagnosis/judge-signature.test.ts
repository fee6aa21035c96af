import { describe, expect, test } from 'vitest'
import { judgeSignature } from '../../helpers/diagnosis/judges/token/judge-signature.ts'
import { tokens } from '../support/contracts.ts'
import { issued } from './support/issued.ts'

describe('its signature', () => {
  test('that is good is told nothing about', () => {
    const valid = { kind: 'valid', algorithm: 'HS256' } as const
    expect(judgeSignature(valid, {}, tokens, 'unknown')).toBeUndefined()
  })

  test('of another key names the variable to compare', () => {
    const detail = 'the HS256 signature does not match the key'
    const finding = judgeSignature({ kind: 'invalid', detail }, issued(), tokens, 'unknown')
    expect(finding).toMatchObject({
      code: 'token.signature',
      service: 'auth',
      subject: 'JWT_SECRET_KEY',
      got: detail,
    })
    expect(finding?.culprit).toBeUndefined()
  })

  test('of another key, while every service takes the token, is a wrong key of this run', () => {
    const detail = 'the HS256 signature does not match the key'
    expect(judgeSignature({ kind: 'invalid', detail }, issued(), tokens, 'served')).toMatchObject({
      code: 'token.signature',
      culprit: 'this-run',
      nextSteps: ['Give this run the JWT_SECRET_KEY that auth is deployed with.'],
    })
  })

  test('that cannot be checked with the key at hand blames this run', () => {
    const detail =
      'its alg needs a public or private key as PEM or JWK, and the key at hand is neither'
    const finding = judgeSignature({ kind: 'unsupported', detail }, issued(), tokens, 'unknown')
    expect(finding).toMatchObject({ code: 'token.signature', culprit: 'this-run' })
    expect(finding?.summary).toContain('cannot be checked with JWT_SECRET_KEY')
  })
})
