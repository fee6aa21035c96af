import { describe, expect, test } from 'vitest'
import { judgeIssuedAt } from '../../helpers/diagnosis/judges/token/judge-issued-at.ts'
import { judgeLifetime } from '../../helpers/diagnosis/judges/token/judge-token.ts'
import { tokens } from '../support/contracts.ts'
import { given, HOUR, issued, JWT, NOW, NOW_MS } from './support/issued.ts'

describe('its lifetime', () => {
  test.each([
    [0, undefined],
    [1, undefined],
    [2, 'token.lifetime'],
  ])(
    'may be %i s longer than promised, where a second ends between iat and exp: %s',
    (more, code) => {
      const fact = issued({ claims: { iat: NOW, exp: NOW + JWT.lifetimeSeconds.staging + more } })
      expect(judgeLifetime(fact, tokens, JWT, 'staging')?.code).toBe(code)
    },
  )

  for (const [what, fact, got] of [
    ['no end', issued({ claims: { exp: undefined } }), 'no exp: it never ends'],
    ['two days', issued({ claims: { exp: NOW + 48 * HOUR } }), 'it lives 172800 s'],
    [
      'two days, and no iat',
      issued({ claims: { iat: undefined, exp: NOW + 48 * HOUR } }),
      'it lives 172800 s',
    ],
    [
      'milliseconds',
      issued({ claims: { exp: NOW_MS } }),
      'exp is too large for seconds: milliseconds?',
    ],
    ['an end as text', issued({ claims: { exp: 'tomorrow' } }), 'exp is text, not a number'],
    [
      'expired in the second of its birth',
      issued({ claims: { exp: NOW } }),
      'it had expired when it arrived (exp 2026-01-01T12:00:00.000Z)',
    ],
    [
      'old and expired, from an issuer whose clock is right',
      issued({ claims: { iat: NOW - HOUR, exp: NOW - 60 } }),
      'it had expired when it arrived (exp 2026-01-01T11:59:00.000Z)',
    ],
  ] as const)
    test(what, () =>
      expect(judgeLifetime(fact, tokens, JWT, 'staging')).toMatchObject({
        code: 'token.lifetime',
        service: 'auth',
        got,
      }),
    )

  test('that is over for a token that the run was given is a matter of the run', () =>
    expect(
      judgeLifetime(given({ claims: { iat: NOW - HOUR, exp: NOW - 60 } }), tokens, JWT, 'staging'),
    ).toMatchObject({
      code: 'token.stale',
      culprit: 'this-run',
      got: 'it had expired when it arrived (exp 2026-01-01T11:59:00.000Z)',
    }))

  test('that is over by our clock and not by the issuer’s own is a matter of clocks', () => {
    const behind = { claims: { iat: NOW - HOUR, exp: NOW - HOUR + 900 }, dateSkew: -HOUR }
    expect(judgeLifetime(issued(behind), tokens, JWT, 'staging')).toBeUndefined()
    expect(judgeIssuedAt(issued(behind), tokens, JWT)).toMatchObject({
      code: 'clock.skew',
      got: 'iat 2026-01-01T11:00:00.000Z, 3600 s behind',
    })
  })

  test('may be longer in development than in production', () => {
    const fact = issued({ claims: { exp: NOW + HOUR } })
    expect(judgeLifetime(fact, tokens, JWT, 'development')).toBeUndefined()
    expect(judgeLifetime(fact, tokens, JWT, 'production')?.code).toBe('token.lifetime')
  })
})

describe('its time of issue', () => {
  test('ahead of ours by more than is tolerated is skew', () => {
    const fact = issued({ claims: { iat: NOW + 600, exp: NOW + 1500 } })
    expect(judgeIssuedAt(fact, tokens, JWT)).toMatchObject({ code: 'clock.skew', service: 'auth' })
  })

  test('tells nothing of a clock when the token was given', () => {
    const fact = given({ claims: { iat: NOW - 24 * HOUR, exp: NOW + 60 } })
    expect(judgeIssuedAt(fact, tokens, JWT)).toBeUndefined()
  })

  test('may be a few seconds off', () => {
    expect(judgeIssuedAt(issued({ claims: { iat: NOW - 70 } }), tokens, JWT)).toBeUndefined()
  })
})
