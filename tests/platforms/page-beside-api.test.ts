import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serve } from '../http/support/serve.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { useFolder } from '../support/folders.ts'
import { runInLab } from '../support/lab.ts'

const folder = useFolder('page-beside-api')

/** One service that serves the page of a shop and its API. */
const CONTRACT = {
  platform: 'A shop',
  variables: [{ name: 'APP_URL', meaning: 'The app.', example: 'https://x.example', kind: 'url' }],
  services: [
    {
      name: 'app',
      urlVariable: 'APP_URL',
      health: [{ path: '/health' }],
      publicRoutes: [{ title: 'the prices', request: { path: '/api/prices' } }],
    },
  ],
  pages: [{ service: 'app', path: '/', title: 'Tea shop', atLeastCharacters: 20 }],
  journeys: [
    {
      name: 'shop',
      steps: [
        {
          id: 'offers',
          title: 'shows the offers',
          as: 'nobody',
          request: { service: 'app', path: '/api/offers' },
          has: ['items'],
        },
        {
          id: 'tea',
          title: 'links to the picture of a tea',
          as: 'nobody',
          request: { service: 'app', path: '/api/tea' },
          says: [{ at: 'picture', starts: '{APP_URL}/' }],
        },
      ],
    },
  ],
}

type Answers = Readonly<Record<string, readonly [status: number, body: string]>>

const PAGE =
  '<!doctype html><title>Tea shop</title><h1>Green tea and black tea</h1><script src="{url}/app.js"></script>'
/** Names that have no address (RFC 6761 §6.4). */
const [INSIDE, WEB] = ['http://shop.invalid:8000', 'https://web.invalid']
const OTHER = '<!doctype html><title>Coffee club</title><h1>Members roast their own coffee</h1>'
const WELL: Answers = {
  '/': [200, PAGE],
  '/health': [200, 'ok'],
  '/api/prices': [200, '{"tea":3}'],
  '/api/offers': [200, '{"items":[]}'],
  '/api/tea': [200, '{"picture":"{url}/tea.png"}'],
  '/app.js': [200, 'let shop'],
}

/** The causes of a run in which some paths are answered in another way; `elsewhere` answers every path that none of them names. */
async function causesOf(
  name: string,
  answers: Answers,
  elsewhere: Answers[string] = [404, '{"error":"no"}'],
) {
  const server = createServer(({ url: path = '', headers }, response) => {
    const [status, body] = answers[path] ?? elsewhere
    const type = body.startsWith('<') ? 'html' : path.endsWith('.js') ? 'javascript' : 'json'
    const written = body.replaceAll('{url}', `http://${headers.host}`)
    response.writeHead(status, { 'content-type': `text/${type}` }).end(written)
  })
  const { url } = await serve(server, 'http')
  const contract = join(folder.path, `${name}.json`)
  await writeFile(contract, JSON.stringify(CONTRACT))
  const env = await writeEnvFile(folder.path, name, { ENVIRONMENT: 'local', APP_URL: url })
  const { reports } = await runInLab(['--env', env, '--contract', contract])
  return reports.ctrf.results.extra.rootCauses.map(({ code }) => code)
}

test('a page and an API that are well: nothing is found', async () => {
  expect(await causesOf('well', WELL)).toEqual([])
})

test.for<readonly [string, Answers, readonly string[]]>([
  ['another page', { '/': [200, OTHER] }, ['service.wrong-identity']],
  [
    'another page beside a route that crashes',
    { '/': [200, OTHER], '/api/offers': [500, '{"error":"boom"}'] },
    ['service.wrong-identity', 'route.error'],
  ],
  [
    'a page that crashes beside a route in another form',
    { '/': [500, '<p>boom'], '/api/offers': [200, '{}'] },
    ['route.error', 'route.shape'],
  ],
  [
    'a page that is not available beside a route in another form',
    { '/': [503, '<p>later'], '/api/offers': [200, '{}'] },
    ['service.unavailable', 'route.shape'],
  ],
  [
    'a page and a route with URLs made of the Host that a proxy passes on',
    { '/': [200, PAGE.replace('{url}', INSIDE)], '/api/tea': [200, `{"picture":"${INSIDE}/t"}`] },
    ['route.shape'],
  ],
  [
    'a page with files of one host that does not answer beside a route that links to another',
    { '/': [200, PAGE.replace('{url}', INSIDE)], '/api/tea': [200, `{"picture":"${WEB}/t"}`] },
    ['route.shape', 'frontend.asset-missing'],
  ],
])('%s', async ([name, answers, causes]) => {
  expect(await causesOf(name.replaceAll(' ', '-'), { ...WELL, ...answers })).toEqual(causes)
})

test.for<readonly [string, Answers, Answers[string]]>([
  ['another app that lacks the paths', { '/': [200, OTHER], '/health': [200, 'ok'] }, [404, OTHER]],
  ['another app that answers every path with its page', {}, [200, OTHER]],
])('%s is one cause', async ([name, answers, elsewhere]) => {
  expect(await causesOf(name.replaceAll(' ', '-'), answers, elsewhere)).toEqual([
    'service.wrong-identity',
  ])
})
