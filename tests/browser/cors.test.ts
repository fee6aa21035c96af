import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CorsPromise } from '../../contracts/schema/page.ts'
import { judgePreflight } from '../../helpers/diagnosis/judges/access/judge-cors.ts'
import { judgeShared } from '../../helpers/diagnosis/judges/access/judge-shared.ts'
import { createHttpClient } from '../../helpers/http/http-client.ts'
import { needsPreflight, preflightHeaders } from '../../helpers/session/cors-routes.ts'
import { startChromium } from './support/chromium.ts'
import { API, APP, page } from './support/kind.ts'
import { type Served, serveSite } from './support/site.ts'

type Headers = Readonly<Record<string, string | readonly string[]>>
type Credentials = CorsPromise['credentials']

const ORIGIN = `https://${APP}`
const OPEN: Headers = { 'access-control-allow-origin': ORIGIN }
const ALL: Headers = {
  ...OPEN,
  'access-control-allow-credentials': 'true',
  'access-control-allow-methods': 'GET, POST, DELETE',
  'access-control-allow-headers': 'authorization, content-type, x-request-id',
}

const allowing = (name: string, values: readonly string[]): readonly Headers[] =>
  values.map((value) => ({ ...ALL, [`access-control-allow-${name}`]: value }))

/** Headers of every answer, preflights included. */
const ANSWERS: readonly Headers[] = [
  {},
  OPEN,
  ALL,
  ...allowing('origin', [
    '*',
    'null',
    `${ORIGIN}/`,
    ORIGIN.toUpperCase(),
    `${ORIGIN}, ${ORIGIN}`,
    `http://${APP}`,
    '',
  ]),
  { ...ALL, 'access-control-allow-origin': [ORIGIN, ORIGIN] },
  ...allowing('credentials', ['True', '1', 'false', 'true, true', '']),
  ...allowing('methods', ['*', 'delete', 'GET', 'GET DELETE', 'GET,DELETE', 'OPTIONS', '']),
  ...allowing('headers', [
    '*',
    'Authorization, Content-Type',
    'authorization',
    '*, authorization',
    'authorization content-type',
    '',
  ]),
]

const ROUTES: readonly { readonly method: string; readonly headers: readonly string[] }[] = [
  { method: 'GET', headers: [] },
  { method: 'GET', headers: ['accept'] },
  { method: 'GET', headers: ['authorization'] },
  { method: 'GET', headers: ['x-request-id'] },
  { method: 'POST', headers: ['content-type'] },
  { method: 'DELETE', headers: [] },
  { method: 'DELETE', headers: ['authorization', 'content-type'] },
]

let browser: Browser
beforeAll(async () => {
  browser = await startChromium()
})
afterAll(() => browser?.close())

describe('Chromium lets a page have an answer exactly if we say so', () => {
  test.for(['not-promised', 'allowed'] as const)('credentials: %s', async (credentials) => {
    const served = await serveSite({
      [`${APP}/`]: page(''),
      ...Object.fromEntries(
        ANSWERS.map((headers, at) => [`${API}/${at}`, { headers, body: '{}' }]),
      ),
    })
    try {
      const cases = ANSWERS.flatMap((headers, at) =>
        ROUTES.map((route) => ({ ...route, at, row: JSON.stringify(headers) })),
      )
      const chromium = await fetched(served, cases, credentials)
      const ours = await judged(served, cases, credentials)
      const strays = cases.flatMap(({ method, headers, row }, at) =>
        (ours[at] === undefined) === chromium[at]
          ? []
          : [`${method} ${headers} ${row}: Chromium ${chromium[at]}, we say ${ours[at]}`],
      )
      expect(strays).toEqual([])
    } finally {
      await served.close()
    }
  })
})

interface Case {
  readonly method: string
  readonly headers: readonly string[]
  readonly at: number
}

async function fetched(
  { names }: Served,
  cases: readonly Case[],
  credentials: Credentials,
): Promise<readonly boolean[]> {
  const context = await browser.newContext({ proxy: { server: names.env.HTTPS_PROXY ?? '' } })
  try {
    const tab = await context.newPage()
    await tab.goto(`https://${APP}/`)
    return await tab.evaluate<readonly boolean[]>(`(async () => {
      const results = []
      for (const { method, headers, at } of ${JSON.stringify(cases)})
        results.push(await fetch('https://${API}/' + at, {
          method,
          cache: 'no-store',
          credentials: '${credentials === 'allowed' ? 'include' : 'same-origin'}',
          headers: Object.fromEntries(headers.map((name) => [name, name === 'content-type' ? 'application/json' : 'x'])),
        }).then(() => true, () => false))
      return results
    })()`)
  } finally {
    await context.close()
  }
}

async function judged(
  { names, authority }: Served,
  cases: readonly Case[],
  credentials: Credentials,
): Promise<readonly (string | undefined)[]> {
  const cors: CorsPromise = { origin: 'app', routes: [], credentials }
  const client = createHttpClient({
    timeoutMs: 10_000,
    userAgent: 'test',
    processEnv: names.env,
    extraCa: authority,
  })
  const said: (string | undefined)[] = []
  for (const { method, headers, at } of cases) {
    const url = `https://${API}/${at}`
    const route = {
      method,
      headers,
      request: { service: 'api', method: method as 'GET', path: `/${at}` },
    }
    const preflight = needsPreflight(route)
      ? judgePreflight(
          await client.ask({ method: 'OPTIONS', url, headers: preflightHeaders(route, ORIGIN) }),
          route,
          ORIGIN,
          cors,
        )
      : undefined
    const answer = await client.ask({ method, url, headers: { origin: ORIGIN } })
    said.push((preflight ?? judgeShared(answer, route, ORIGIN, cors))?.got)
  }
  await client.close()
  return said
}
