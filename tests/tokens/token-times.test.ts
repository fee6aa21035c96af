import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DecodedJwt, tokenTimes } from '../../helpers/tokens/decode-token.ts'

const received = new Date('2026-03-01T12:00:00.500Z')
const now = Math.floor(received.getTime() / 1000)

function jwt(payload: Record<string, unknown>): DecodedJwt {
  return { kind: 'jwt', header: {}, payload, signature: 'present', parts: ['', '', ''] }
}

describe('the times of a token', () => {
  it('are set beside our clock', () => {
    expect(tokenTimes(jwt({ iat: now + 90, nbf: now, exp: now + 990 }), received)).toEqual({
      issuedAt: '2026-03-01T12:01:30.000Z',
      notBefore: '2026-03-01T12:00:00.000Z',
      expiresAt: '2026-03-01T12:16:30.000Z',
      lifetimeSeconds: 900,
      skewSeconds: 89.5,
      remainingSeconds: 989.5,
      odd: [],
    })
  })

  it('are absent where the claims are, and in an opaque token', () => {
    expect(tokenTimes(jwt({}), received)).toEqual({ odd: [] })
    expect(tokenTimes({ kind: 'opaque', why: '' }, received)).toEqual({ odd: [] })
  })

  it.each([
    [{ exp: '1772366400' }, 'exp is text, not a number'],
    [{ exp: null }, 'exp is null, not a number'],
    [{ iat: [1] }, 'iat is a list, not a number'],
    [{ iat: now * 1000 }, 'iat is too large for seconds: milliseconds?'],
    [{ nbf: -1 }, 'nbf is before 1970'],
  ])('are odd when they are no NumericDate: %j', (payload, odd) => {
    expect(tokenTimes(jwt(payload), received).odd).toEqual([odd])
  })

  it('are read from any JSON without throwing', () => {
    const claims = fc.dictionary(fc.constantFrom('iat', 'nbf', 'exp'), fc.jsonValue())
    fc.assert(fc.property(claims, (payload) => void tokenTimes(jwt(payload), received)))
  })
})
