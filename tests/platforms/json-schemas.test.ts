import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serveHttp } from '../http/support/serve.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { useFolder } from '../support/folders.ts'
import { runInLab } from '../support/lab.ts'

const folder = useFolder('json-schemas')

const refusals = { withoutCredentials: 401, withWrongToken: 401 }

/** A schema at each place where one can stand; that of an order is in a file beside the contract. */
const CONTRACT = {
  platform: 'A shop',
  variables: [
    { name: 'API_URL', meaning: 'The API.', example: 'https://x.example', kind: 'url' },
    { name: 'TOKEN', meaning: 'A token.', example: 'a', kind: 'secret' },
  ],
  services: [
    {
      name: 'api',
      urlVariable: 'API_URL',
      health: [{ path: '/health', schema: { properties: { checks: { type: 'array' } } } }],
      protectedRoutes: [
        {
          title: 'the orders',
          request: { path: '/orders' },
          ...refusals,
          schema: { type: 'array', items: { $ref: '#/$defs/order' }, $defs: { order: {} } },
        },
        { title: 'one order', request: { path: '/order' }, ...refusals, schema: 'order.yaml' },
      ],
    },
  ],
  tokens: {
    issuer: 'api',
    ways: [{ id: 'given', title: 'given token', source: { from: 'variable', variable: 'TOKEN' } }],
  },
  journeys: [
    {
      name: 'orders',
      steps: [
        {
          id: 'listed',
          title: 'lists the orders',
          as: 'nobody',
          request: { service: 'api', path: '/prices' },
          schema: {
            $schema: 'http://json-schema.org/draft-07/schema#',
            items: { properties: { price: { type: 'number', minimum: 0 } }, required: ['price'] },
          },
        },
        {
          kind: 'stream',
          id: 'events',
          title: 'sends the orders as they come',
          as: 'nobody',
          request: { service: 'api', path: '/events' },
          events: [{ name: 'order', schema: { properties: { id: { type: 'integer' } } } }],
        },
      ],
    },
  ],
}

const ORDER =
  'type: object\nrequired: [id]\nproperties:\n  id: { type: string, pattern: "^o-[0-9]{3}$" }\n'

const GOOD: Readonly<Record<string, unknown>> = {
  '/health': { checks: [] },
  '/orders': [{ id: 'o-123' }],
  '/order': { id: 'o-123' },
  '/prices': [{ price: 2 }],
  '/events': { id: 1 },
}

/** The checks that are red, with their codes, and what their findings expected and got. */
async function runOn(name: string, answers: Readonly<Record<string, unknown>>) {
  const all = { ...GOOD, ...answers }
  const { url } = await serveHttp((request, response) => {
    const path = request.url ?? ''
    if (path.startsWith('/order') && request.headers.authorization !== 'Bearer good')
      return response.writeHead(401).end()
    const json = JSON.stringify(all[path])
    if (path !== '/events') return response.end(json)
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    return response.end(`event: order\ndata: ${json}\n\n`)
  })
  await writeFile(join(folder.path, 'order.yaml'), ORDER)
  const contract = join(folder.path, `${name}.json`)
  await writeFile(contract, JSON.stringify(CONTRACT))
  const variables = { ENVIRONMENT: 'local', API_URL: url, TOKEN: 'good' }
  const env = await writeEnvFile(folder.path, name, variables)
  const { stdout, record } = await runInLab(['--env', env, '--contract', contract, '--wait', '0'])
  const red = record.checks.filter(({ status }) => status === 'failed')
  return {
    stdout,
    summaries: red.flatMap(({ findings }) => findings.map(({ summary }) => summary)),
    red: red.map(({ id, findings }) => `${id}: ${findings.map(({ code }) => code).join()}`).sort(),
    seen: red.flatMap(({ findings }) => findings.map(({ expected, got }) => `${expected}: ${got}`)),
  }
}

test('answers that fit their schemas are what was promised', async () => {
  const { red, stdout } = await runOn('well', {})
  expect(red, stdout).toEqual([])
})

test('each answer that does not fit is a finding of its own check, with its place and what stands there', async () => {
  const { red, seen, summaries } = await runOn('broken', {
    '/health': { checks: 'none' },
    '/order': { id: 'o-12' },
    '/prices': [{ price: 1 }, { price: -1 }],
    '/events': { id: 'one' },
  })
  expect(red).toEqual([
    'golden-path/orders/events: agent.event-shape',
    'golden-path/orders/listed: route.shape',
    'health/api/health: route.shape',
    'trust/api/schemas: route.shape',
  ])
  expect(summaries).toContain(
    'api answers GET /prices in another form than promised: /1/price must be >= 0 (-1)',
  )
  expect(seen.sort()).toEqual(
    [
      '/checks must be array: "none"',
      '/id must be integer: "one"',
      '/id must match pattern "^o-[0-9]{3}$": "o-12"',
      '/1/price must be >= 0: -1',
    ].sort(),
  )
})

test('an answer that is no JSON does not fit', async () => {
  const { red, seen } = await runOn('no-json', { '/prices': undefined })
  expect(red).toEqual(['golden-path/orders/listed: route.shape'])
  expect(seen[0]).toMatch(/^JSON that fits its schema: 200/)
})
