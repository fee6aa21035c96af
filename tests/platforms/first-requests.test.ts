import { writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serve } from '../http/support/serve.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { useFolder } from '../support/folders.ts'
import { runInLab } from '../support/lab.ts'

const folder = useFolder('first-requests')

const VARIABLES = [
  { name: 'API_URL', meaning: 'The API.', example: 'https://x.example', kind: 'url' },
  { name: 'API_KEY', meaning: 'A key.', example: 'a-key', kind: 'secret' },
]

/** A step for nobody, at this path. */
function reads(path: string, more: object = {}) {
  return {
    id: path.slice(1),
    title: `reads ${path}`,
    as: 'nobody',
    request: { service: 'api', path, ...more },
  }
}

const STEPS = [
  reads('/one'),
  reads('/keyed', { headers: { 'x-key': '{API_KEY}' } }),
  reads('/search', { method: 'POST', json: { text: 'tea' } }),
  { ...reads('/after'), after: ['one'] },
  reads('/two'),
  reads('/three'),
]

/** A run on a server whose answers the test chooses; what the server was asked while the first health request was not answered yet. */
async function runOn(
  name: string,
  {
    answer,
    health = {},
    places = '3',
  }: { answer: (asked: string, times: number) => number; health?: object; places?: string },
) {
  const beside: string[] = []
  const asked: string[] = []
  let healthAnswered = false
  const server = createServer(async (request: IncomingMessage, response) => {
    const one = `${request.method} ${request.url}`
    asked.push(one)
    if (one === 'GET /health' && !healthAnswered) {
      // Long enough for every request that does not wait for the answer.
      await new Promise((done) => setTimeout(done, 150))
      healthAnswered = true
    } else if (!healthAnswered) beside.push(one)
    response.writeHead(answer(one, asked.filter((other) => other === one).length)).end()
  })
  const { url } = await serve(server, 'http')
  const contract = join(folder.path, `${name}.json`)
  await writeFile(
    contract,
    JSON.stringify({
      platform: 'A shop',
      variables: VARIABLES,
      services: [{ name: 'api', urlVariable: 'API_URL', health: [{ path: '/health', ...health }] }],
      journeys: [{ name: 'shop', steps: STEPS }],
    }),
  )
  const env = await writeEnvFile(folder.path, name, {
    ENVIRONMENT: 'local',
    API_URL: url,
    API_KEY: 'key-of-first-requests',
    MAX_CONCURRENT_REQUESTS: places,
  })
  const { reports } = await runInLab(['--env', env, '--contract', contract])
  const { rootCauses } = reports.ctrf.results.extra
  const { tests } = reports.ctrf.results
  return {
    beside,
    healths: asked.filter((one) => one === 'GET /health').length,
    causes: rootCauses.map(({ code }) => code),
    steps: tests
      .filter(({ extra }) => extra.id.startsWith('golden-path/'))
      .map(({ status }) => status),
  }
}

test('while the first health request is on its way, free places go to steps that need nothing', async () => {
  const { beside, causes } = await runOn('well', { answer: () => 200 })
  expect(beside).toEqual(['GET /one', 'GET /two'])
  expect(causes).toEqual([])
})

test('with one place, nothing leaves beside the first health request', async () => {
  const { beside, causes } = await runOn('one-place', { answer: () => 200, places: '1' })
  expect(beside).toEqual([])
  expect(causes).toEqual([])
})

test('what came early is not judged where the service does not serve', async () => {
  const { beside, causes, steps } = await runOn('down', { answer: () => 503 })
  // Each may be sent again after a 503.
  expect(new Set(beside)).toEqual(new Set(['GET /one', 'GET /two']))
  expect(causes).toEqual(['service.unavailable'])
  // CTRF calls what is blocked 'other'; `removed` had nothing to remove.
  expect(steps).toEqual([...STEPS.map(() => 'other'), 'skipped'])
})

test('a health route is asked as often as its contract says', async () => {
  const one = await runOn('one-sample', { answer: () => 200, health: { samples: 1 } })
  expect(one.healths).toBe(1)
  const sixth = (asked: string, times: number) =>
    asked === 'GET /health' && times === 6 ? 500 : 200
  const usual = await runOn('usual', { answer: sixth })
  expect([usual.healths, usual.causes]).toEqual([3, []])
  const more = await runOn('more-samples', { answer: sixth, health: { samples: 6 } })
  expect([more.healths, more.causes]).toEqual([6, ['service.unstable']])
})
