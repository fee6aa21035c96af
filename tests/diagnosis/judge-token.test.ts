import { describe, expect, test } from 'vitest'
import type { JwtPromise } from '../../contracts/schema/jwt.ts'
import { Secret } from '../../env/secret.ts'
import { judgeIssuedAt } from '../../helpers/diagnosis/judges/token/judge-issued-at.ts'
import { judgeSignature } from '../../helpers/diagnosis/judges/token/judge-signature.ts'
import {
  judgeClaims,
  judgeFormat,
  judgeLifetime,
  type TokenFact,
} from '../../helpers/diagnosis/judges/token/judge-token.ts'
import { decodeToken } from '../../helpers/tokens/decode-token.ts'
import { tokens } from '../support/contracts.ts'
import { answer } from './support/facts.ts'

const JWT = tokens.jwt as JwtPromise
const NOW_MS = Date.UTC(2026, 0, 1, 12)
const NOW = NOW_MS / 1000
const HOUR = 3_600

const GOOD = {
  sub: 'user-1',
  iss: 'netra-auth-service',
  aud: 'netra-platform',
  token_type: 'access',
  jti: 'a1',
  iat: NOW,
  exp: NOW + 900,
}

interface Difference {
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  readonly signature?: string
  readonly subject?: string
  /** Seconds by which the issuer's `Date` differs from ours. */
  readonly dateSkew?: number
}

/** A token just issued by an answer, with a difference from the good one. */
function issued({
  claims,
  header,
  signature = 'c2ln',
  subject,
  dateSkew = 0,
}: Difference = {}): TokenFact {
  const parts = [
    base64url({ alg: 'HS256', ...header }),
    base64url({ ...GOOD, ...claims }),
    signature,
  ]
  const date = new Date(NOW_MS + dateSkew * 1000).toUTCString()
  return {
    decoded: decodeToken(new Secret(parts.join('.'))),
    receivedAtMs: NOW_MS,
    ...(subject !== undefined && { subject }),
    exchange: answer(200, { access_token: parts.join('.') }, { date }),
  }
}

/** The same token, but from a variable: nobody issued it just now. */
function given(difference: Difference): TokenFact {
  const { decoded, receivedAtMs } = issued(difference)
  return { decoded, receivedAtMs }
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

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

describe('its lifetime', () => {
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
