import { expect, test } from 'vitest'
import { useFolder } from '../support/folders.ts'
import { type Break, runOnSmallApi } from './small-api.ts'

const folder = useFolder('some-instances')
const CRASH = { status: 500, json: { message: 'boom' } }

/** Every second of these requests meets the broken instance, the first one too. */
function everySecond(isMeant: (asked: Parameters<Break>[0]) => boolean, said: ReturnType<Break>) {
  return (): Break => {
    let asked = 0
    return (one) => {
      if (!isMeant(one)) return undefined
      asked += 1
      return asked % 2 === 1 ? said : undefined
    }
  }
}

/** A wrong token that has a header and claims: decoded, and not checked, it is as good as the good one. */
function isForged({ token, isGood }: Parameters<Break>[0]): boolean {
  return !isGood && token?.startsWith('eyJ') === true
}

test('a healthy API: nothing is found', async () => {
  const { causes, decision } = await runOnSmallApi(folder.path)
  expect({ causes, decision }).toEqual({ causes: [], decision: 'promote' })
})

/** The first requests for the note, however many instances there are, get 404. */
function firstOnes(many: number): () => Break {
  return () => {
    let asked = 0
    return ({ method, path }) => {
      if (method !== 'GET' || !path.startsWith('/notes/')) return undefined
      asked += 1
      return asked <= many ? { status: 404 } : undefined
    }
  }
}

test.each([2, 5])('a note that is there after %i requests is late, and not lost', async (many) => {
  const { causes, decision, warnings } = await runOnSmallApi(folder.path, firstOnes(many))
  expect({ causes, decision }).toEqual({ causes: [], decision: 'promote' })
  expect(warnings).toEqual([
    expect.stringMatching(
      `^check.flaky \\(api\\): api did not have what it stored in the first answers at GET /notes/\\{note\\} \\(${many} of 1[34]\\), and had it \\d+\\.\\d s later, in every answer from then on`,
    ),
  ])
})

test.for<readonly [string, () => Break, string, RegExp]>([
  [
    'a step that reads, and crashes on one of two instances',
    everySecond(({ method, path }) => method === 'GET' && path.startsWith('/notes/'), CRASH),
    'route.error (api)',
    /^api fails 3 of 5 times at GET \/notes\/\{note\} with route\.error, as when one instance is broken/,
  ],
  [
    'a step that reads, and refuses the token on one of two instances',
    everySecond(({ method, path }) => method === 'GET' && path.startsWith('/notes/'), {
      status: 401,
    }),
    'trust.token-rejected (api)',
    /^api refuses good tokens 3 of 5 times at GET \/notes\/\{note\}, as when one instance has another configuration/,
  ],
  [
    'what was stored is on one of two instances',
    everySecond(({ method, path }) => method === 'GET' && path.startsWith('/notes/'), {
      status: 404,
    }),
    'data.lost (api)',
    /^api does not have what it stored 3 of 5 times at GET \/notes\/\{note\}, as when each instance has data of its own/,
  ],
  [
    'a wrong token that one of two instances accepts',
    everySecond(isForged, { status: 200 }),
    'auth.accepts-forged (api)',
    /^api accepts a token .+ \d of 5 times at GET \/me, as when one instance does not check/,
  ],
  [
    'a request without credentials that one of two instances accepts',
    everySecond(({ token, path }) => token === undefined && path !== '/login', { status: 200 }),
    'auth.open (api)',
    /^api accepts a request without credentials \d of 5 times at GET \/me, as when one instance does not check/,
  ],
  [
    'a login that crashes on one of two instances',
    everySecond(({ path }) => path === '/login', CRASH),
    'route.error (api)',
    /^api fails 2 of 3 times at POST \/login with route\.error, as when one instance is broken/,
  ],
  [
    'a login that one of two instances refuses',
    everySecond(({ path }) => path === '/login', { status: 401 }),
    'token.refused (api)',
    /^api refuses to issue a user token 1 of 2 times at POST \/login, as when one instance has another configuration/,
  ],
  [
    'an instance that cuts connections, where a retry heals each',
    everySecond(({ path, isGood }) => path === '/me' && isGood, 'cut'),
    'http.reset (api)',
    /^api fails \d of \d times at GET \/me with http\.reset, as when one instance is broken/,
  ],
  [
    'a route that one of two instances lacks',
    everySecond(({ path }) => path === '/me', { status: 404 }),
    'route.missing (api)',
    /^api does not have GET \/me 3 of 5 times, as when one instance lacks the route$/,
  ],
  [
    'an instance that refuses every token',
    everySecond(({ path }) => path === '/me', { status: 401, json: { error: 'unauthorized' } }),
    'trust.token-rejected (api)',
    /^api refuses good tokens 3 of 5 times at GET \/me, as when one instance has another configuration/,
  ],
  [
    'an instance that is another app, with a page for every path',
    everySecond(({ path }) => path !== '/login', {
      status: 200,
      page: '<!doctype html><title>Admin</title>',
    }),
    'service.wrong-identity (api)',
    /with a web page \("Admin"\) \d of 5 times, as when one instance is another app$/,
  ],
  [
    'a route that one of two instances answers with a page, but for the good token',
    everySecond(({ isGood, path }) => !isGood && path === '/orders', {
      status: 200,
      page: '<!doctype html><title>Admin</title>',
    }),
    'service.wrong-identity (api)',
    /^api answers a request without credentials at GET \/orders with a web page \("Admin"\) \d of 5 times/,
  ],
])('%s: the first line says how often', async ([, broken, cause, line]) => {
  const { causes, firstLine, decision } = await runOnSmallApi(folder.path, broken)
  expect(causes).toEqual([cause])
  expect(firstLine).toMatch(line)
  expect(decision).toBe('rollback')
})

test('a route that answers everybody with 200 and an error fails, and refuses nobody', async () => {
  const { causes, firstLine } = await runOnSmallApi(
    folder.path,
    () =>
      ({ path }) =>
        path === '/orders' ? { status: 200, json: { error: 'no database' } } : undefined,
  )
  expect(causes).toEqual(['route.shape (api)'])
  expect(firstLine).toMatch(
    /^api answers GET \/orders with 200 and "no database" in its body, to the good token and to a request without one/,
  )
})

test('a step that writes is sent once, and says so', async () => {
  const { causes, firstLine, evidence } = await runOnSmallApi(
    folder.path,
    () =>
      ({ method, path }) =>
        method === 'POST' && path === '/notes' ? CRASH : undefined,
  )
  expect(causes).toEqual(['route.error (api)'])
  expect(firstLine).toBe('api is up, but fails at POST /notes; it says "boom"')
  expect(evidence).toContain('POST /notes was sent once: a request that writes is not sent again')
  expect(evidence).toContain('8 of 8 times accepted')
})

test('a forged token that is always accepted names its route, and the command does not show the good token', async () => {
  const { firstLine, curl, evidence } = await runOnSmallApi(
    folder.path,
    () => (asked) => (isForged(asked) ? { status: 200 } : undefined),
  )
  expect(firstLine).toMatch(
    /^api accepts forged tokens at GET \/me: it accepts a token .+ \(the first of \d+ such answers\)$/,
  )
  expect(curl).toContain('"authorization: Bearer $FORGED_TOKEN"')
  expect(evidence).toContain('$FORGED_TOKEN in the command is made of the good token of this run')
})
