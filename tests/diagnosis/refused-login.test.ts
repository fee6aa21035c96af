import { expect, test } from 'vitest'
import { judgeIssuing } from '../../helpers/diagnosis/judges/token/judge-issuing.ts'
import { withoutToken } from '../../helpers/diagnosis/judges/token/without-token.ts'
import type { TokenOutcome } from '../../helpers/tokens/obtain-token.ts'
import { tokens } from '../support/contracts.ts'
import { answer } from './support/facts.ts'

function judged(outcome: TokenOutcome) {
  const tried = tokens.ways
    .filter(({ id }) => id === 'simulation-key')
    .map((way) => ({ way, outcome }))
  return judgeIssuing({ tried, unset: [] }, tokens, 'staging')
}

for (const [what, exchange, code, summary] of [
  [
    'that sends the login elsewhere',
    answer(302, '', { location: '/login?error=session' }),
    'token.refused',
    'auth refuses to issue a user token by simulation key: it redirects to "/login?error=session"',
  ],
  [
    'with a page to sign in',
    answer(200, '<!doctype html><form><input type="password"></form>'),
    'token.refused',
    'auth refuses to issue a user token by simulation key: it answers with a page to sign in',
  ],
  [
    'that reads another format',
    answer(415, { title: 'Unsupported Media Type' }),
    'route.shape',
    'auth does not take the login as JSON (415)',
  ],
] as const)
  test(`a login refused in an answer ${what} is ${code}`, () =>
    expect(judged({ kind: 'refused', exchange })).toMatchObject({ code, summary }))

test('a login refused with an OAuth error names the error and its description', () => {
  const body = { error: 'invalid_grant', error_description: 'account disabled' }
  expect(judged({ kind: 'refused', exchange: answer(400, body) })?.said).toBe(
    '"invalid_grant: account disabled"',
  )
})

test.each([
  [401, { detail: 'Invalid E2E bypass key' }],
  [401, { error: 'invalid_client' }],
  [400, { message: 'User not found' }],
  [400, '"Cannot find user"'],
  [404, { code: 101, error: 'Invalid username/password.' }],
  [404, { message: 'User not found' }],
  [401, ''],
  [401, { statusCode: 401, message: 'Unauthorized' }],
  [401, { error: 'unauthorized access' }],
])(
  'credentials of this run that are refused with %i %j may be wrong here or there',
  (status, body) =>
    expect(judged({ kind: 'refused', exchange: answer(status, body) })).toMatchObject({
      code: 'token.refused',
      culprit: 'unclear',
      summary:
        'auth refuses E2E_OAUTH_SIMULATION_KEY of this run at its simulation key: either the value of this run is wrong, or the account or key at auth has changed',
    }),
)

test.each([
  [400, { error: 'unsupported_grant_type' }],
  [400, { error: 'invalid_scope' }],
  [403, { detail: 'only available in development' }],
  [401, { message: 'Unauthorized: password login is switched off' }],
])('a way that is refused with %i %j is no question of credentials', (status, body) =>
  expect(judged({ kind: 'refused', exchange: answer(status, body) })?.culprit).toBeUndefined(),
)

test('a token with its scheme before it says so', () => {
  const exchange = answer(200, { access_token: 'Bearer a.b.c' })
  expect(judged({ kind: 'no-token', exchange })).toMatchObject({
    code: 'token.malformed',
    summary: expect.stringMatching(/"Bearer " before the token at access_token: clients/),
  })
})

test('a login that is answered with a page says so', () => {
  const exchange = answer(200, '<!doctype html><title>My App</title><div id="root"></div>')
  expect(withoutToken(exchange, 'auth', 'access_token')).toBe(
    'auth answers the login with a web page ("My App") in place of a token',
  )
})

test('a cookie behind a comma in the line of another one is named', () => {
  const line = 'lb=a1; Path=/, session=abc.def; Path=/; HttpOnly'
  const said = (cookies: string) =>
    withoutToken(answer(200, {}, { 'set-cookie': cookies }), 'auth', 'cookie:session')
  expect(said(line)).toMatch(
    /^auth sets the cookie "session" behind a comma in the Set-Cookie line of "lb": .+ browsers see the first cookie alone/,
  )
  // A date has a comma of its own.
  expect(said('lb=a1; Expires=Thu, 01 Jan 2037 00:00:00 GMT')).toBe(
    'auth answers the login with 200, and with no usable token at the cookie session',
  )
})

test.each([[''], [{ message: 'Forbidden' }], [{ error: 'access_denied', status: 403 }]])(
  'a 403 without a reason, %j, may be about the account of this run',
  (body) =>
    expect(judged({ kind: 'refused', exchange: answer(403, body) })).toMatchObject({
      code: 'token.refused',
      culprit: 'unclear',
      summary:
        'auth answers the simulation key of this run with 403 and no reason: the account of E2E_OAUTH_SIMULATION_KEY may not sign in, or a rule refuses every such sign-in',
    }),
)
