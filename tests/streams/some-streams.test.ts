import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serveHttp } from '../http/support/serve.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { useFolder } from '../support/folders.ts'
import { runInLab } from '../support/lab.ts'

const folder = useFolder('some-streams')
const SSE = { 'content-type': 'text/event-stream' }

const CONTRACT = {
  platform: 'A feed',
  variables: [
    { name: 'API_URL', meaning: 'The API.', example: 'https://x.example', kind: 'url' },
    { name: 'TOKEN', meaning: 'A token.', example: 'a', kind: 'secret' },
  ],
  services: [
    {
      name: 'api',
      urlVariable: 'API_URL',
      health: [{ path: '/health' }],
      protectedRoutes: [
        {
          title: 'the user',
          request: { path: '/me' },
          withoutCredentials: 401,
          withWrongToken: 401,
        },
      ],
    },
  ],
  tokens: {
    issuer: 'api',
    ways: [{ id: 'given', title: 'given token', source: { from: 'variable', variable: 'TOKEN' } }],
  },
}

/** The root cause of a run whose feed is broken at every second request, or always. */
async function rootOf(broken: 'always' | 'every-second', method: 'GET' | 'POST', status: number) {
  let asked = 0
  let run: string | undefined
  const { url } = await serveHttp((request, response) => {
    if (request.url === '/health') return response.end('{}')
    if (request.headers.authorization !== 'Bearer tok-17-of-this-run')
      return response.writeHead(401).end()
    if (request.url === '/me') return response.end('{}')
    // A run in which this process was held up is made again: each begins with the first request.
    if (request.headers['user-agent'] !== run) asked = 0
    run = request.headers['user-agent']
    asked += 1
    const isBroken = broken === 'always' || asked % 2 === 1
    const end = isBroken ? '' : 'event: done\ndata: {}\n\n'
    return response.writeHead(isBroken ? status : 200, SSE).end(`event: start\ndata: {}\n\n${end}`)
  })
  const step = {
    kind: 'stream',
    id: 'feed',
    title: 'streams',
    request: { service: 'api', method, path: '/feed' },
    events: [{ name: 'start' }, { name: 'done' }],
  }
  const name = `${broken}-${method}-${status}`
  const contract = join(folder.path, `${name}.json`)
  const journeys = [{ name: 'news', steps: [step] }]
  await writeFile(contract, JSON.stringify({ ...CONTRACT, journeys }))
  const variables = { ENVIRONMENT: 'local', API_URL: url, TOKEN: 'tok-17-of-this-run' }
  const env = await writeEnvFile(folder.path, name, variables)
  const { record } = await runInLab(['--env', env, '--contract', contract, '--wait', '0'])
  const [root, ...more] = record.rootCauses
  const [finding] = root?.findings ?? []
  return {
    cause: `${root?.code} (${root?.service})${more.length === 0 ? '' : ' and more'}`,
    line: root?.summary,
    evidence: JSON.stringify(finding?.evidence),
    step: root?.nextSteps[0],
    asked,
  }
}

test.for<readonly [string, number, string, string]>([
  [
    'ends early',
    200,
    'stream.unfinished (api)',
    'api fails 3 of 5 times at GET /feed with stream.unfinished, as when one instance is broken',
  ],
  [
    'is refused',
    401,
    'trust.token-rejected (api)',
    'api refuses good tokens 3 of 5 times at GET /feed, as when one instance has another configuration',
  ],
])('a stream that %s at some times says how often', async ([, status, cause, line]) => {
  const seen = await rootOf('every-second', 'GET', status)
  expect(seen).toMatchObject({ cause, line })
})

test('a stream that always ends early says that it did each time', async () => {
  const { line, evidence } = await rootOf('always', 'GET', 200)
  expect(line).toBe('api: the stream ends without its last event: done')
  expect(evidence).toContain('0 of 4 times as promised')
})

test('a stream that writes is asked for once, and its next step distinguishes an instance from all', async () => {
  const { asked, evidence, step } = await rootOf('every-second', 'POST', 200)
  expect(asked).toBe(1)
  expect(evidence).toContain('POST /feed was sent once: a request that writes is not sent again')
  expect(step).toMatch(/one instance or on all: look in the log of api .+ trace id/)
})
