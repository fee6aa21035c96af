import { writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serve } from '../http/support/serve.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { useFolder } from '../support/folders.ts'
import { runInLab } from '../support/lab.ts'

const folder = useFolder('some-answers')

/** A web app and the API that its pages call. */
const CONTRACT = {
  platform: 'A shop',
  variables: ['WEB', 'API'].map((name) => ({
    name: `${name}_URL`,
    meaning: 'It.',
    example: 'https://x.example',
    kind: 'url',
  })),
  services: [
    { name: 'web', urlVariable: 'WEB_URL', health: [{ path: '/health' }] },
    {
      name: 'api',
      urlVariable: 'API_URL',
      health: [{ path: '/health' }],
      publicRoutes: [{ title: 'the prices', request: { path: '/prices' } }],
    },
  ],
  pages: [{ service: 'web', path: '/', title: 'Tea shop', atLeastCharacters: 20 }],
  cors: {
    origin: 'web',
    routes: [
      {
        request: { service: 'api', path: '/offers' },
        method: 'GET',
        headers: ['authorization'],
      },
    ],
  },
}

type Answer = (response: ServerResponse, origin: string) => void

const say =
  (status: number, type: string, body: string): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': type }).end(body)

const PAGE =
  '<!doctype html><title>Tea shop</title><h1>Green tea and black tea</h1><script src="/app.js"></script>'
const WEB: Readonly<Record<string, Answer>> = {
  '/': say(200, 'text/html', PAGE),
  '/app.js': say(200, 'text/javascript', 'let shop = 1'),
}
const share: Answer = (response, origin) =>
  response
    .writeHead(200, {
      'content-type': 'application/json',
      vary: 'origin',
      ...(!origin.includes('foreign') && {
        'access-control-allow-origin': origin,
        'access-control-allow-headers': 'authorization',
      }),
    })
    .end('[]')
const API: Readonly<Record<string, Answer>> = {
  '/prices': say(200, 'application/json', '{"tea":3}'),
  '/offers': share,
}

/** Which requests go wrong, and how; of three instances two answer so, or all but one of `of`, and the first request meets one of them. */
interface Broken {
  readonly of?: number
  readonly isMeant: (request: IncomingMessage) => boolean
  readonly said: Answer
}

async function serveApp(
  answers: Readonly<Record<string, Answer>>,
  { isMeant, said, of = 3 }: Broken,
) {
  let nth = 0
  const server = createServer((request, response) => {
    const origin = request.headers.origin ?? ''
    const { url: path = '' } = request
    if (path === '/health') return say(200, 'text/plain', 'ok')(response, origin)
    if (isMeant(request) && nth++ % of < of - 1) return said(response, origin)
    return (answers[path] ?? say(404, 'application/json', '{"error":"none"}'))(response, origin)
  })
  return (await serve(server, 'http')).url
}

const NEVER: Broken = { isMeant: () => false, said: () => {} }

async function runOn(name: string, { web = NEVER, api = NEVER }: Record<string, Broken>) {
  const variables = {
    ENVIRONMENT: 'local',
    WEB_URL: await serveApp(WEB, web),
    API_URL: await serveApp(API, api),
  }
  const contract = join(folder.path, `${name}.json`)
  await writeFile(contract, JSON.stringify(CONTRACT))
  const env = await writeEnvFile(folder.path, name, variables)
  const { record } = await runInLab(['--env', env, '--contract', contract])
  return record.rootCauses.map(({ code, summary }) => `${code}: ${summary}`)
}

test('a shop that is well: nothing is found', async () => {
  expect(await runOn('well', {})).toEqual([])
})

const at = (wanted: string) => (request: IncomingMessage) => request.url === wanted

test.for<readonly [string, Record<string, Broken>, RegExp]>([
  [
    'a page that crashes',
    { web: { isMeant: at('/'), said: say(500, 'text/plain', 'boom') } },
    /^route\.error: web fails \d of 5 times at GET \/ with route\.error, as when one instance is broken/,
  ],
  [
    'a page that is another app',
    {
      web: {
        isMeant: at('/'),
        said: say(200, 'text/html', '<!doctype html><title>Welcome to nginx!</title><p>It works'),
      },
    },
    /^\S+: web\b.*\(\d of 5 times, as when one instance differs from the others\)/,
  ],
  [
    'a script that another build has',
    { web: { isMeant: at('/app.js'), said: say(404, 'text/plain', 'none') } },
    /^frontend\.asset-missing: web: the page loads, but \S+app\.js\S* is answered with 404 \(\d of 5 times, as when one instance differs from the others\)$/,
  ],
  [
    'a preflight that is not answered',
    { api: { isMeant: ({ method }) => method === 'OPTIONS', said: say(404, 'text/plain', '') } },
    /^cors\.blocked: api: browsers block GET \/offers of the web app; the preflight: status 404, .*\(\d of 5 times, as when one instance differs from the others\)$/,
  ],
  [
    'an answer without the headers of CORS',
    {
      api: {
        isMeant: ({ method, url, headers: { origin = 'foreign' } }) =>
          method === 'GET' && url === '/offers' && !origin.includes('foreign'),
        said: say(200, 'application/json', '[]'),
      },
    },
    /^cors\.blocked: .*the answer itself \(200\).*\(\d of 5 times, as when one instance differs from the others\)$/,
  ],
  [
    'a public route that is missing',
    { api: { isMeant: at('/prices'), said: say(404, 'application/json', '{}') } },
    /^route\.missing: api does not have GET \/prices \d of 5 times, as when one instance lacks the route$/,
  ],
  [
    'a wall in front of an instance',
    {
      api: {
        of: 4,
        isMeant: ({ url = '' }) => url.includes('prices') || url.includes('no-such-path'),
        said: say(403, 'text/html', '<html><title>403 Forbidden</title></html>'),
      },
    },
    /^edge\.refused: .* \(\d of 5 times, as when one instance differs from the others\)$/,
  ],
])('%s at some instances: the first line says how often', async ([name, broken, line]) => {
  const [first, ...more] = await runOn(name.replaceAll(' ', '-'), broken)
  expect(first).toMatch(line)
  expect(more).toEqual([])
})
