import { expect, test } from 'vitest'
import { fateOfCookie } from '../../helpers/http/kept-cookie.ts'

const HTTPS = 'https://api.example.com/login'

test.each([
  ['s=1; Path=/; HttpOnly; Secure; SameSite=Lax', HTTPS],
  ['s=1; Domain=example.com; Secure', HTTPS],
  ['__Host-s=1; Path=/; Secure', HTTPS],
  ['__Host-Http-s=1; Path=/; Secure; HttpOnly', HTTPS],
  ['s=1; Max-Age=3600; Expires=Thu, 01 Jan 1970 00:00:00 GMT', HTTPS],
  ['s=1', 'http://api.example.com/'],
  [`s=${'x'.repeat(4_000)}; Secure`, HTTPS],
])('a browser keeps %s from %s', async (line, url) => {
  expect(await fateOfCookie(line, url)).toEqual({ kind: 'kept' })
})

test.each([
  ['s=1; Domain=app.internal.example', HTTPS, /domain/i],
  ['s=1; Domain=com', HTTPS, /public suffix/i],
  ['s=1; Secure', 'http://api.example.com/', /plain http/],
  ['s=1; SameSite=None', HTTPS, /without Secure/],
  ['__Host-s=1; Path=/; Domain=example.com; Secure', HTTPS, /prefix/i],
  ['__Secure-s=1; Path=/', HTTPS, /prefix/i],
  ['__host-s=1; Secure; Path=/login', HTTPS, /prefix/i],
  ['s=1; Partitioned; Path=/', HTTPS, /without Secure/],
  [`s=${'x'.repeat(4_096)}; Path=/`, HTTPS, /4096 bytes/],
  ['s=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', HTTPS, /expires/],
  ['s=1; Max-Age=0; Expires=Wed, 01 Jan 2098 00:00:00 GMT', HTTPS, /expires/],
  ['__Http-s=1; Path=/; Secure', HTTPS, /HttpOnly/],
  ['__Host-Http-s=1; Path=/; Secure', HTTPS, /HttpOnly/],
  // Browsers make exceptions for Secure on this machine, and none for these.
  ['__Host-s=1; Path=/api; Secure', 'http://127.0.0.1:8080/', /prefix/],
  ['s=1; Domain=app.example; Secure', 'http://127.0.0.1:8080/', /domain/i],
])('a browser drops %s from %s', async (line, url, why) => {
  const fate = await fateOfCookie(line, url)
  expect(fate).toEqual({ kind: 'dropped', why: expect.stringMatching(why) })
})

test.each([
  [
    's=1; Path=/inner/',
    ['https://api.example.com/me'],
    /Path is \/inner\/, which does not hold \/me/,
  ],
  ['s=1; Path=/inner', ['https://api.example.com/inner-more'], /does not hold \/inner-more/],
  ['s=1', ['https://api.example.com/ok', 'https://api.example.com/v1/me'], undefined],
  ['s=1; Path=/v1', ['https://api.example.com/v1/me', 'https://other.example/me'], undefined],
] as const)('requests that need %s: %s', async (line, sentTo, why) => {
  expect(await fateOfCookie(line, HTTPS, { sentTo })).toEqual(
    why === undefined ? { kind: 'kept' } : { kind: 'not-sent', why: expect.stringMatching(why) },
  )
})

test('a cookie without Path goes with requests in the folder of the login only', async () => {
  const login = 'https://api.example.com/auth/login'
  expect(await fateOfCookie('s=1', login, { sentTo: ['https://api.example.com/auth/me'] })).toEqual(
    {
      kind: 'kept',
    },
  )
  expect(await fateOfCookie('s=1', login, { sentTo: ['https://api.example.com/me'] })).toEqual({
    kind: 'not-sent',
    why: 'Path is /auth, which does not hold /me',
  })
})

test.for<[string, string, string, RegExp | undefined]>([
  ['s=1; SameSite=Lax', 'https://shop.example', HTTPS, /SameSite is lax.+another site/],
  ['s=1; SameSite=Strict', 'https://a.onrender.com', 'https://b.onrender.com/login', /strict/],
  ['s=1', 'https://shop.example', HTTPS, /not set, which Chrome and Edge take as Lax/],
  ['s=1; SameSite=Lax', 'http://app.example.com', HTTPS, /another site/],
  ['s=1; SameSite=Lax', 'https://app.example.com', HTTPS, undefined],
  ['s=1; SameSite=None; Secure', 'https://shop.example', HTTPS, undefined],
  ['s=1; SameSite=Lax', 'http://127.0.0.1:3000', 'http://127.0.0.1:8080/login', undefined],
])('%s in calls of a page at %s to %s', async ([line, page, url, why]) => {
  expect(await fateOfCookie(line, url, { calls: [{ page, url }] })).toEqual(
    why === undefined ? { kind: 'kept' } : { kind: 'not-sent', why: expect.stringMatching(why) },
  )
})

test('calls to another host than the one that sets a cookie say nothing about it', async () => {
  const calls = [{ page: 'https://shop.example', url: 'https://other.example.com/' }]
  expect(await fateOfCookie('s=1; SameSite=Lax', HTTPS, { calls })).toEqual({ kind: 'kept' })
})
