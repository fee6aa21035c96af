import { expect, test } from 'vitest'
import { NotApplicable } from '../../helpers/session/check-result.ts'
import { type Login, mayLogin, needLogin } from '../../helpers/session/login.ts'
import { tokens } from '../support/contracts.ts'

const [wrong] = tokens.wrongCredentials
if (wrong === undefined) throw new Error('Netra refuses no wrong credentials')

const PROMISE = {
  ...tokens,
  wrongCredentials: ['unknown-user', 'wrong-password'].map((id) => ({ ...wrong, id })),
  signOut: {
    request: { service: 'auth', method: 'POST', path: '/auth/logout' },
    statuses: [200],
    ends: 'session',
  },
} as const

const ALL: readonly Login[] = [
  'user',
  'second-user',
  'refresh',
  'wrong unknown-user',
  'wrong wrong-password',
  'sign-out',
  'again',
]

test('without a number every login is sent', () => {
  expect(ALL.filter((login) => mayLogin(PROMISE, login))).toEqual(ALL)
})

test.each([1, 2, 4, 6])('of %i logins the first so many of a fixed order are sent', (count) => {
  const promise = { ...PROMISE, loginsPerRun: count }
  expect(ALL.filter((login) => mayLogin(promise, login))).toEqual(ALL.slice(0, count))
  expect(() => needLogin(promise, 'user')).not.toThrow()
  expect(() => needLogin(promise, 'again')).toThrow(
    new NotApplicable(
      `the contract allows ${count} ${count === 1 ? 'login' : 'logins'} in one run`,
    ),
  )
})

test('where no way signs in another user, no login is kept for one', () => {
  const ways = tokens.ways.map((way) => ({ ...way, users: 'one' as const }))
  const promise = { ...PROMISE, ways, loginsPerRun: 2 }
  expect(ALL.filter((login) => mayLogin(promise, login))).toEqual(['user', 'refresh'])
})
