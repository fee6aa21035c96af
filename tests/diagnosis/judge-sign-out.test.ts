import { expect, test } from 'vitest'
import { judgeSignOut } from '../../helpers/diagnosis/judges/token/judge-sign-out.ts'
import { auth, backend } from '../support/contracts.ts'
import { answer, silence } from './support/facts.ts'

const PROMISE = {
  signOut: {
    request: { service: 'auth', method: 'POST', path: '/auth/logout' },
    statuses: [200, 204],
    ends: 'session',
  },
} as const

const DONE = answer(204)
const [me] = auth.protectedRoutes
const [threads] = backend.protectedRoutes
if (me === undefined || threads === undefined) throw new Error('Netra protects no route')

type Exchange = ReturnType<typeof answer> | ReturnType<typeof silence>

/** The findings after a sign-out, if the routes of auth and of the backend answer so. */
function judged(signedOut: Exchange, ...after: readonly Exchange[]): readonly string[] {
  const facts = after.flatMap((exchange, index) => {
    const route = [me, threads][index]
    return route === undefined ? [] : [{ route, exchange }]
  })
  return judgeSignOut({ signedOut, after: facts }, PROMISE).map(
    ({ code, service }) => `${code} (${service})`,
  )
}

test('a token that every service refuses after the sign-out is a promise kept', () => {
  const refused = answer(401, { detail: 'Invalid or expired token' })
  expect(judged(DONE, refused, refused)).toEqual([])
})

test('a service that still accepts the token is named, and only that', () => {
  const refused = answer(401, { detail: 'Invalid or expired token' })
  expect(judged(DONE, refused, answer(200, []))).toEqual(['auth.accepts-expired (backend)'])
})

test.each([
  ['is not there', answer(404, { detail: 'Not Found' }), 'route.missing (auth)'],
  ['is refused', answer(401, { detail: 'no' }), 'route.forbidden (auth)'],
  ['moved', answer(302, '', { location: '/bye' }), 'route.shape (auth)'],
  ['crashes', answer(500, 'oops'), 'route.error (auth)'],
  ['is silent', silence('http.timeout'), 'http.timeout (auth)'],
])('a sign-out that %s says nothing of its token', (_, signedOut, finding) => {
  expect(judged(signedOut, answer(200))).toEqual([finding])
})
