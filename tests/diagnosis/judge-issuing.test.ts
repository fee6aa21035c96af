import { describe, expect, test } from 'vitest'
import type { TokenWay } from '../../contracts/schema/tokens.ts'
import { Secret } from '../../env/secret.ts'
import { judgeIssuing } from '../../helpers/diagnosis/judges/token/judge-issuing.ts'
import { evidenceText } from '../../helpers/report/words/cause-words.ts'
import type { TokenOutcome } from '../../helpers/tokens/obtain-token.ts'
import { tokens } from '../support/contracts.ts'
import { answer, silence } from './support/facts.ts'

function way(id: string): TokenWay {
  const found = tokens.ways.find((candidate) => candidate.id === id)
  if (found === undefined) throw new Error(`no way ${id}`)
  return found
}

function judged(outcome: TokenOutcome, id = 'simulation-key') {
  return judgeIssuing({ tried: [{ way: way(id), outcome }], unset: [] }, tokens, 'staging')
}

test('a token that was issued is good', () => {
  expect(judgeIssuing({ issued: {}, tried: [], unset: [] }, tokens, 'staging')).toBeUndefined()
})

test('a login that an instance of several fails says how often', () => {
  const request = way('simulation-key')
  const issued: TokenOutcome = { kind: 'issued', token: new Secret('a.b.c') }
  const lineOf = (status: number, again: readonly TokenOutcome[]) =>
    judgeIssuing(
      {
        tried: [{ way: request, outcome: { kind: 'refused', exchange: answer(status) } }],
        again,
        unset: [],
      },
      tokens,
      'staging',
    )?.summary
  const refused: TokenOutcome = { kind: 'refused', exchange: answer(500) }
  expect(lineOf(500, [refused, issued])).toMatch(
    /^auth fails 2 of 3 times at POST \S+ with route\.error, as when one instance is broken$/,
  )
  expect(lineOf(401, [issued])).toMatch(/^auth refuses to issue a user token 1 of 2 times at POST/)
  expect(lineOf(500, [refused, refused])).toBeUndefined()
})

describe('no token', () => {
  for (const [what, outcome, code] of [
    [
      'a wrong key',
      { kind: 'refused', exchange: answer(401, { detail: 'Invalid E2E bypass key' }) },
      'token.refused',
    ],
    [
      'a way that is closed',
      { kind: 'refused', exchange: answer(403, { detail: 'forbidden' }) },
      'token.refused',
    ],
    [
      'a server without the key',
      {
        kind: 'unavailable',
        exchange: answer(503, { detail: 'E2E authentication not configured' }),
      },
      'token.not-configured',
    ],
    [
      'a route that is gone',
      { kind: 'refused', exchange: answer(404, { detail: 'Not Found' }) },
      'route.missing',
    ],
    [
      'a good answer without one',
      { kind: 'no-token', exchange: answer(200, { ok: true }) },
      'token.malformed',
    ],
    ['a crash', { kind: 'refused', exchange: answer(500, 'Internal Server Error') }, 'route.error'],
    ['silence', { kind: 'no-answer', noAnswer: silence('http.timeout') }, 'http.timeout'],
    [
      'a key that cannot sign',
      { kind: 'not-made', detail: 'JWT_SECRET_KEY: it is empty' },
      'token.not-configured',
    ],
  ] as const)
    test(`${what} is ${code}`, () =>
      expect(judged(outcome)).toMatchObject({ code, service: 'auth' }))

  test.for([
    [404, { detail: 'Not Found' }, 'route.missing', 'POST /auth/e2e/test-auth'],
    [500, { detail: 'duplicate key' }, 'route.error', 'POST /auth/e2e/test-auth'],
    [401, { detail: 'Invalid E2E bypass key' }, 'token.refused', 'simulation key'],
  ] as const)(
    'after %i names what it is about, and says the reason',
    ([status, body, code, subject]) => {
      expect(judged({ kind: 'refused', exchange: answer(status, body) })).toMatchObject({
        code,
        subject,
        said: `"${body.detail}"`,
      })
    },
  )

  test('where it was promised is told by the keys that are there, and none of the values', () => {
    const exchange = answer(200, { token: 'eyJhbGciOi', expires_in: 900 })
    expect(judged({ kind: 'no-token', exchange })?.evidence.map(evidenceText)[0]).toBe(
      'the keys of the answer: "token", "expires_in"',
    )
  })

  test('because nothing is configured names every variable that would help', () => {
    const finding = judgeIssuing(
      {
        tried: [],
        unset: [
          { way: way('simulation-key'), missing: ['E2E_OAUTH_SIMULATION_KEY'] },
          { way: way('password-login'), missing: ['SMOKE_USER_EMAIL', 'SMOKE_USER_PASSWORD'] },
        ],
      },
      tokens,
      'staging',
    )
    expect(finding).toMatchObject({
      code: 'token.not-configured',
      subject: 'E2E_OAUTH_SIMULATION_KEY, SMOKE_USER_EMAIL, SMOKE_USER_PASSWORD',
      got: 'none is set for this staging environment',
    })
  })

  test('is told by the way that was really refused, with the others as evidence', () => {
    const finding = judgeIssuing(
      {
        tried: [
          { way: way('dev-login'), outcome: { kind: 'unavailable', exchange: answer(403, 'no') } },
          {
            way: way('simulation-key'),
            outcome: { kind: 'refused', exchange: answer(401, 'Invalid key') },
          },
        ],
        unset: [{ way: way('given-token'), missing: ['SMOKE_ACCESS_TOKEN'] }],
      },
      tokens,
      'development',
    )
    expect(finding).toMatchObject({ code: 'token.refused', subject: 'simulation key' })
    expect(finding?.evidence.map(evidenceText)).toEqual([
      'dev login: 403: "no"',
      'simulation key: 401: "Invalid key"',
      'given token: not tried, SMOKE_ACCESS_TOKEN not set',
    ])
  })
})

describe('client credentials that are refused', () => {
  const refused = { kind: 'refused', exchange: answer(401, { error: 'invalid_client' }) } as const
  const clientWay = (encoding: 'form' | 'raw'): TokenWay => {
    const basic = { user: '{CLIENT_ID}', password: '{CLIENT_SECRET}', encoding }
    const request = { service: 'auth', method: 'POST', path: '/token', basic } as const
    return {
      ...way('password-login'),
      source: { from: 'request', request, token: 'access_token' },
    }
  }
  const firstStep = (encoding: 'form' | 'raw', changedInForm: readonly string[]) =>
    judgeIssuing(
      { tried: [{ way: clientWay(encoding), outcome: refused }], unset: [], changedInForm },
      tokens,
      'staging',
    )?.nextSteps?.[0]

  test('with + or % name the encoding before anything else', () => {
    expect(firstStep('form', ['CLIENT_SECRET'])).toMatch(/was sent form-encoded.*encoding: 'raw'/)
    expect(firstStep('raw', ['CLIENT_SECRET'])).toMatch(/as it stands.*leave out encoding: 'raw'/)
  })

  test('are told from a wrong value by the same login in the other form', () => {
    const judged = (otherForm: TokenOutcome) =>
      judgeIssuing(
        {
          tried: [{ way: clientWay('form'), outcome: refused }],
          unset: [],
          changedInForm: ['CLIENT_SECRET'],
          otherForm,
        },
        tokens,
        'staging',
      )
    expect(judged({ kind: 'issued', token: new Secret('t') })).toMatchObject({
      culprit: 'this-run',
      summary: expect.stringContaining('issues a token for it in the other form'),
    })
    expect(judged(refused)?.nextSteps).toBeUndefined()
    expect(judged(refused)?.evidence.at(-1)).toMatchObject({
      kind: 'experiment',
      excludes: expect.stringContaining('the form of the credentials'),
    })
  })

  test('of letters and digits, or of another request, name none', () => {
    expect(firstStep('form', [])).toBeUndefined()
    expect(firstStep('form', ['OTHER_SECRET'])).toBeUndefined()
  })
})
