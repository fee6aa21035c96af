import { expect, test } from 'vitest'
import { useFolder } from '../support/folders.ts'
import { type Break, runOnShop, type Said } from './whole-shop.ts'

const folder = useFolder('one-fault')
const CRASH: Said = { status: 500, body: '{"message":"no database"}' }
const ROUTER: Said = {
  status: 404,
  body: '404 page not found\n',
  headers: { 'content-type': 'text/plain; charset=utf-8' },
}
const PAY: Said = { status: 402, body: '{"message":"Payment required"}' }
const FOREIGN: Said = { status: 403, body: '{"detail":"origin not allowed"}' }

test('a shop that is well: nothing is found', async () => {
  const { causes, decision } = await runOnShop(folder.path)
  expect({ causes, decision }).toEqual({ causes: [], decision: 'promote' })
})

/** Every third request but for health and the login meets another app. */
function everyThird(): Break {
  let nth = 0
  return ({ path }) => {
    if (path === '/health' || path === '/token') return undefined
    nth += 1
    return nth % 3 === 0 ? { status: 404, body: '{"error":"Not Found"}' } : undefined
  }
}

test.for<readonly [string, () => Break, readonly string[]]>([
  [
    'an issuer without its database',
    () =>
      ({ path }) =>
        path === '/token' ? CRASH : undefined,
    ['route.error (api)'],
  ],
  [
    'a check of tokens that crashes',
    () =>
      ({ path }) =>
        path === '/me' || path === '/orders' ? CRASH : undefined,
    ['route.error (api)'],
  ],
  [
    'a check of tokens that crashes without a good one',
    () =>
      ({ path, token }) =>
        ['/me', '/orders'].includes(path) && token !== 'good' ? CRASH : undefined,
    ['route.shape (api)'],
  ],
  [
    'a router that has lost all but health and login',
    () =>
      ({ path }) =>
        path === '/health' || path === '/token' ? undefined : ROUTER,
    ['route.missing (api)'],
  ],
  [
    'a router without what is below /notes',
    () =>
      ({ path }) =>
        path.startsWith('/notes/') || path.includes('no-such-path') ? ROUTER : undefined,
    ['route.missing (api)'],
  ],
  [
    'one list of origins without that of the web app',
    () =>
      ({ method, path, origin }) =>
        origin === undefined
          ? undefined
          : method === 'WS'
            ? FOREIGN
            : path === '/orders'
              ? { status: method === 'OPTIONS' ? 400 : 200, body: '{}' }
              : undefined,
    ['cors.blocked (api)'],
  ],
  [
    'a host that wants to be paid',
    () =>
      ({ path }) =>
        path === '/health' || path === '/token' ? undefined : PAY,
    ['route.shape (api)'],
  ],
  ['an instance that is another app', everyThird, ['route.missing (api)']],
])('%s is one cause', async ([, broken, causes]) => {
  const { causes: found, decision } = await runOnShop(folder.path, broken())
  expect(found).toEqual(causes)
  expect(decision).toBe('rollback')
})

const lines = async (broken: Break) => (await runOnShop(folder.path, broken)).lines

test('a check of tokens that crashes on a request without one says that the good one is accepted', async () => {
  const isBare: Break = ({ path, token }) =>
    path === '/me' && token === 'none' ? CRASH : undefined
  expect((await lines(isBare))[0]).toMatch(
    /^api answers 500 at GET \/me to a request without credentials, and accepts the good token there/,
  )
})

test('what was stored, and is answered as every path that is not there, leaves both causes open', async () => {
  const lacks: Break = ({ method, path }) =>
    (path.startsWith('/notes/') && method === 'GET') || path.includes('no-such-path')
      ? {
          status: 404,
          body: `<pre>Cannot ${method} ${path}</pre>`,
          headers: { 'content-type': 'text/html' },
        }
      : undefined
  expect(await lines(lacks)).toEqual([
    'api answers GET /notes/{note} as a path that cannot exist (404): either it has no such route, or it does not have what it stored',
  ])
})

test('what is lost has words of its own', async () => {
  const lost: Break = ({ method, path }) =>
    method === 'GET' && path.startsWith('/notes/')
      ? { status: 404, body: '{"error":"no such note"}' }
      : path.includes('no-such-path')
        ? ROUTER
        : undefined
  expect((await runOnShop(folder.path, lost)).causes).toEqual(['data.lost (api)'])
})

test('a route and a WebSocket of an app that answers JSON may be missing for two reasons', async () => {
  const lacks: Break = ({ path }) =>
    path === '/orders' || path === '/live'
      ? { status: 404, body: '{"error":"Not Found"}' }
      : undefined
  const { causes } = await runOnShop(folder.path, lacks)
  expect(causes).toEqual(['route.missing (api)', 'ws.missing (api)'])
})
