import { describe, expect, test } from 'vitest'
import { Secret } from '../../env/secret.ts'
import { judgeIssuedAt } from '../../helpers/diagnosis/judges/token/judge-issued-at.ts'
import {
  judgeClaims,
  judgeFormat,
  judgeLifetime,
} from '../../helpers/diagnosis/judges/token/judge-token.ts'
import { decodeToken } from '../../helpers/tokens/decode-token.ts'
import { tokens } from '../support/contracts.ts'
import { issued, JWT } from './support/issued.ts'

describe('a good token', () => {
  test('is told nothing about', () => {
    const fact = issued({ subject: 'user-1' })
    expect(judgeFormat(fact, tokens, JWT)).toBeUndefined()
    expect(judgeClaims(fact, tokens, JWT)).toBeUndefined()
    expect(judgeLifetime(fact, tokens, JWT, 'production')).toBeUndefined()
    expect(judgeIssuedAt(fact, tokens, JWT)).toBeUndefined()
  })
})

describe('its form', () => {
  for (const [what, fact, got] of [
    ['alg none', issued({ header: { alg: 'none' } }), 'alg: \'"none"\''],
    [
      'an algorithm that was not promised',
      issued({ header: { alg: 'RS256' } }),
      'alg: \'"RS256"\'',
    ],
    ['no algorithm', issued({ header: { alg: undefined } }), 'alg: "absent"'],
    [
      'an object for an algorithm',
      issued({ header: { alg: { toString: 1 } } }),
      'alg: \'{"toString":1}\'',
    ],
    ['no signature', issued({ signature: '' }), 'a JWT without a signature'],
    [
      'no JWT',
      { ...issued(), decoded: decodeToken(new Secret('not-a-token')) },
      'it has 1 part between dots, and a signed JWT has 3',
    ],
  ] as const)
    test(what, () =>
      expect(judgeFormat(fact, tokens, JWT)).toMatchObject({
        code: 'token.malformed',
        service: 'auth',
        got,
      }),
    )
})

test('its algorithm stands in the first line, beside the promised one', () => {
  expect(judgeFormat(issued({ header: { alg: 'RS256' } }), tokens, JWT)?.summary).toBe(
    'auth issues a JWT whose alg is "RS256", and a JWT signed with HS256 is promised',
  )
})

describe('its claims', () => {
  for (const [what, claims, subject, got] of [
    ['a missing one', { jti: undefined }, 'jti', 'jti is missing'],
    ['an empty one', { sub: '' }, 'sub', 'sub is missing'],
    ['one that should name the audience', { aud: undefined }, 'aud', 'aud is missing'],
    ['another issuer', { iss: 'somebody' }, 'iss', 'iss is \'"somebody"\', not netra-auth-service'],
    [
      'an audience that is a list without us',
      { aud: ['x'] },
      'aud',
      'aud is \'["x"]\', not netra-platform',
    ],
    [
      'a refresh token',
      { token_type: 'refresh' },
      'token_type',
      'token_type is \'"refresh"\', not access',
    ],
    [
      'several at once',
      { iss: 'x', jti: '' },
      'jti, iss',
      'jti is missing; iss is \'"x"\', not netra-auth-service',
    ],
  ] as const)
    test(what, () =>
      expect(judgeClaims(issued({ claims }), tokens, JWT)).toMatchObject({
        code: 'token.claims',
        subject,
        got,
      }),
    )

  test('an audience that is a list with us is good', () => {
    const fact = issued({ claims: { aud: ['other', 'netra-platform'] } })
    expect(judgeClaims(fact, tokens, JWT)).toBeUndefined()
  })

  test('another user than the answer names', () => {
    expect(judgeClaims(issued({ subject: 'user-2' }), tokens, JWT)).toMatchObject({
      code: 'token.claims',
      got: 'sub is \'"user-1"\' while the answer names "user-2"',
    })
  })
})
