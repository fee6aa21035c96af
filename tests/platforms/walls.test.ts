import { expect, test } from 'vitest'
import { useFolder } from '../support/folders.ts'
import { type Break, runOnSmallApi } from './small-api.ts'

const folder = useFolder('walls')
const DJANGO = '<!doctype html><html><head><title>Bad Request (400)</title></head></html>'
const FORBIDDEN = '<html><head><title>403 Forbidden</title></head></html>'

/** The health route is excepted from each of these: the API never breaks it. */
test.for<readonly [string, Break, RegExp, RegExp]>([
  [
    'a host name that the app does not accept',
    () => ({ status: 400, page: DJANGO }),
    /^api: POST \S+\/login gets the same 400 as a path that cannot exist: a server in front/,
    /Does the app accept the host name "?127\.0\.0\.1:\d+/,
  ],
  [
    'a host name that the app does not accept, but at its login',
    ({ path }) => (path === '/login' ? undefined : { status: 400, page: DJANGO }),
    /^api: GET \S+\/me gets the same 400 as a path that cannot exist/,
    /ALLOWED_HOSTS/,
  ],
  [
    'a proxy that speaks HTTP/1.0',
    () => ({ status: 426, page: '' }),
    /gets the same 426 as a path that cannot exist/,
    /proxy_http_version 1\.1/,
  ],
  [
    'a filter of clients',
    ({ agent }) => (agent.startsWith('Mozilla/') ? undefined : { status: 403, page: FORBIDDEN }),
    /get 403; with the User-Agent of a browser that path gets 401: a filter refuses the client/,
    /Let the User-Agent of this run/,
  ],
])('one cause: %s', async ([, broken, firstLine, nextStep]) => {
  const run = await runOnSmallApi(folder.path, () => broken)
  expect(run.causes).toEqual(['edge.refused (api)'])
  expect(run.firstLine).toMatch(firstLine)
  expect(run.nextStep).toMatch(nextStep)
})

test.for<readonly [string, Break]>([
  ['a page', ({ path }) => (path === '/login' ? { status: 403, page: FORBIDDEN } : undefined)],
  ['JSON', () => ({ status: 403, json: { error: 'wrong password' } })],
])('a login that is refused with %s is refused by the issuer', async ([, broken]) => {
  const { causes } = await runOnSmallApi(folder.path, () => broken)
  expect(causes[0]).toBe('token.refused (api)')
})
