import { describe, expect, test } from 'vitest'
import type { TokenWay } from '../../contracts/schema/tokens.ts'
import { Secret } from '../../env/secret.ts'
import { judgeTokenAnswer } from '../../helpers/diagnosis/judges/token/judge-token-answer.ts'
import { decodeToken } from '../../helpers/tokens/decode-token.ts'
import { tokens } from '../support/contracts.ts'
import { answer } from './support/facts.ts'

const NOW_MS = Date.UTC(2026, 0, 1, 12)
const NO_STORE = { 'cache-control': 'no-store' }

const WAY: Pick<TokenWay, 'source'> = {
  source: {
    from: 'request',
    request: {
      service: 'auth',
      method: 'POST',
      path: '/token',
      form: { grant_type: 'client_credentials', scope: 'notes.read notes.write' },
    },
    token: 'access_token',
  },
}

function token(claims: object = {}) {
  const parts = [{ alg: 'HS256' }, { exp: NOW_MS / 1000 + 300, ...claims }].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  return decodeToken(new Secret(`${parts.join('.')}.c2ln`))
}

const OPAQUE = decodeToken(new Secret('ory_at_1'))

function judged(
  body: object,
  headers: Readonly<Record<string, string>> = NO_STORE,
  decoded = token(),
) {
  return judgeTokenAnswer(
    { exchange: answer(200, body, headers), way: WAY, decoded, receivedAtMs: NOW_MS },
    tokens,
  ).map(({ code, severity, summary }) => `${code} ${severity}: ${summary}`)
}

describe('a token answer', () => {
  for (const [what, body, headers, decoded] of [
    ['as in RFC 6749 §5.1', { token_type: 'Bearer', expires_in: 300 }],
    [
      'with bearer in lower case, a second less, an empty scope',
      { token_type: 'bearer', expires_in: 299, scope: '' },
    ],
    ['with expires_in as text', { token_type: 'Bearer', expires_in: '300' }],
    ['with expires_in far before exp', { token_type: 'Bearer', expires_in: 60 }],
    ['without any of these members', {}],
    ['of an opaque token', { token_type: 'Bearer', expires_in: 864_000 }, NO_STORE, OPAQUE],
    ['without Cache-Control', { token_type: 'Bearer' }, {}],
    ['with no-cache beside public', {}, { 'cache-control': 'public, no-cache, max-age=60' }],
    ['with more scopes than asked for', { scope: 'notes.read notes.write profile' }],
    [
      'with scopes as a list in the token',
      { scope: 'notes.read notes.write' },
      NO_STORE,
      token({ scp: ['notes.read', 'notes.write'] }),
    ],
  ] as const)
    test(`${what} is good`, () => expect(judged(body, headers, decoded)).toEqual([]))

  for (const [what, body, headers, decoded, says] of [
    [
      'token_type mac',
      { token_type: 'mac' },
      NO_STORE,
      token(),
      'token.malformed failure: auth says token_type "mac"',
    ],
    [
      'expires_in beyond exp',
      { expires_in: 86_400 },
      NO_STORE,
      token(),
      'token.lifetime failure: auth says expires_in 86400, and the token ends in 300 s (exp)',
    ],
    [
      'expires_in in milliseconds',
      { expires_in: 300_000 },
      NO_STORE,
      token(),
      'token.lifetime failure: auth says expires_in 300000',
    ],
    [
      'expires_in 0',
      { expires_in: 0 },
      NO_STORE,
      OPAQUE,
      'token.lifetime failure: auth says expires_in 0: clients take it for expired',
    ],
    [
      'a scope that was not granted',
      { scope: 'notes.read' },
      NO_STORE,
      token(),
      'token.claims warning: auth does not grant the scope "notes.write"',
    ],
    [
      'a scope that the token lacks',
      { scope: 'notes.read notes.write admin' },
      NO_STORE,
      token({ scope: 'notes.read notes.write' }),
      'token.claims warning: auth says that it grants the scope "admin"',
    ],
    [
      'a cache that answers',
      {},
      { 'cache-control': 'no-store', age: '37' },
      token(),
      'edge.cached failure: auth: a cache answers',
    ],
    [
      'leave for caches',
      {},
      { 'cache-control': 'public, max-age=600' },
      token(),
      'route.shape warning: auth lets caches keep',
    ],
  ] as const)
    test(`${what}: ${says}`, () => {
      const [first = '', ...more] = judged(body, headers, decoded)
      expect(first).toContain(says)
      expect(more).toEqual([])
    })
})

test.each([
  [300_000, []],
  [400_000, ['expires_in 400, and the token ends in 300 s (exp)']],
])('a lifetime of %i that is promised in milliseconds is read so', (expires, got) => {
  const source = { ...WAY.source, expiresIn: { at: 'expires', unit: 'milliseconds' } } as const
  const exchange = answer(200, { expires }, NO_STORE)
  const findings = judgeTokenAnswer(
    { exchange, way: { source }, decoded: token(), receivedAtMs: NOW_MS },
    tokens,
  )
  expect(findings.map((finding) => finding.got)).toEqual(got)
})
