import { describe, expect, test } from 'vitest'
import type { JwtPromise } from '../../contracts/schema/jwt.ts'
import type { TokenPromise } from '../../contracts/schema/tokens.ts'
import { Secret } from '../../env/secret.ts'
import { judgeKeySets } from '../../helpers/diagnosis/judges/token/judge-key-sets.ts'
import { judgeKeyRoute } from '../../helpers/diagnosis/judges/token/judge-published-keys.ts'
import { judgeSignature } from '../../helpers/diagnosis/judges/token/judge-signature.ts'
import { decodeToken } from '../../helpers/tokens/decode-token.ts'
import { tokens } from '../support/contracts.ts'
import { answer, silence } from './support/facts.ts'

const promise: TokenPromise = {
  ...tokens,
  jwt: {
    ...(tokens.jwt as JwtPromise),
    algorithms: ['RS256'],
    key: { kind: 'jwks', request: { service: 'auth', method: 'GET', path: '/jwks' } },
  },
}

function token(header: object) {
  const parts = [{ alg: 'RS256', ...header }, { sub: 'a' }].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  return decodeToken(new Secret(`${parts.join('.')}.c2ln`))
}

const sig = (kid: string) => ({ kid, kty: 'RSA', use: 'sig', alg: 'RS256', n: 'x', e: 'AQAB' })

function judged(keys: readonly object[], header: object) {
  return judgeSignature(
    { kind: 'key-not-found', detail: 'no key fits' },
    { decoded: token(header), keySet: answer(200, { keys }) },
    promise,
    'unknown',
  )
}

describe('a signature that fits no published key', () => {
  for (const [what, keys, header, says] of [
    ['an empty set', [], { kid: 'new' }, 'publishes no key at GET /jwks (0 keys)'],
    [
      'only a key for encryption',
      [{ kid: 'e', kty: 'RSA', use: 'enc' }],
      { kid: 'e' },
      'publishes no signing key at GET /jwks: its 1 key is for encryption',
    ],
    [
      'another kid',
      [sig('old'), sig('older')],
      { kid: 'new' },
      'signs with the key of kid "new", which is not in its published key set (GET /jwks: kids "old", "older")',
    ],
    ['the same kid', [sig('one')], { kid: 'one' }, 'publishes another key under the kid "one"'],
    [
      'no kid in the token',
      [sig('one')],
      {},
      'signs with a key that none of its published keys fits',
    ],
  ] as const)
    test(`${what}: ${says}`, () => {
      const finding = judged(keys, header)
      expect(finding).toMatchObject({ code: 'token.signature', service: 'auth' })
      expect(finding?.summary).toContain(says)
      expect(finding?.nextSteps?.join(' ')).not.toContain('SHA-256')
    })

  test('says what each key is for', () => {
    expect(judged([sig('old'), { kid: 'e', kty: 'RSA', use: 'enc' }], { kid: 'new' })?.got).toBe(
      'the token has kid "new" and alg "RS256"; GET /jwks publishes 2 keys: kid "old" ("RSA", "RS256", "for signatures"), kid "e" ("RSA", "for encryption")',
    )
  })
})

describe('the route of the keys', () => {
  const good = answer(200, { keys: [sig('a')] })
  for (const [what, sets, code] of [
    ['a set', [good, good], undefined],
    ['one good answer among others', [answer(503, 'busy'), good], undefined],
    ['404', [answer(404, 'Not Found')], 'route.missing'],
    ['a crash', [answer(500, 'oops')], 'route.error'],
    ['a web page', [answer(200, '<!doctype html>')], 'route.shape'],
    ['silence', [silence('http.timeout')], 'http.timeout'],
  ] as const)
    test(`${what}: ${code ?? 'good'}`, () => expect(judgeKeyRoute(sets, promise)?.code).toBe(code))

  test('gives two sets from one request to the next: several issuers', () => {
    const finding = judgeKeySets([good, answer(200, { keys: [sig('b')] })], promise)
    expect(finding?.code).toBe('token.signature')
    expect(finding?.summary).toContain('several instances')
  })
})

test('a set without keys is no instance with a key of its own', () => {
  const full = answer(200, { keys: [sig('a')] })
  const summary = judgeKeySets([answer(200, { keys: [] }), full, full], promise)?.summary
  expect(summary).toContain('1 of 3 answers hold no key at all')
  expect(summary).not.toContain('several instances')
})

describe('sets that differ and have keys in common', () => {
  const older = answer(200, { keys: [sig('a')] })
  const newer = answer(200, { keys: [sig('a'), sig('b')] })

  test('are a rotation where each has the key of the token', () => {
    expect(judgeKeySets([older, newer], promise, token({ kid: 'a' }))).toMatchObject({
      severity: 'warning',
      summary: expect.stringContaining('as while keys are rotated'),
    })
  })

  test('are a failure where some lack it', () => {
    expect(judgeKeySets([older, newer, newer], promise, token({ kid: 'b' }))).toMatchObject({
      severity: 'failure',
      summary: expect.stringContaining('1 of 3 answers lack the key "b", with which it signs'),
    })
  })

  test('say nothing of a token that names no key', () => {
    expect(judgeKeySets([older, newer], promise, token({}))?.severity).toBe('warning')
  })
})

test('a key that is published for another algorithm is said to be', () => {
  expect(judged([{ ...sig('a'), alg: 'RS384' }], { kid: 'a' })?.summary).toBe(
    'auth publishes the key of kid "a" for "RS384" and signs its tokens with "RS256" (GET /jwks)',
  )
})
