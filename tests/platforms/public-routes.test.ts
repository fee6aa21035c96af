import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serve } from '../http/support/serve.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { useFolder } from '../support/folders.ts'
import { runInLab } from '../support/lab.ts'

const folder = useFolder('public-routes')

const CONTRACT = {
  platform: 'A shop window',
  variables: [{ name: 'API_URL', meaning: 'The API.', example: 'https://x.example', kind: 'url' }],
  services: [
    {
      name: 'api',
      urlVariable: 'API_URL',
      health: [{ path: '/health' }],
      publicRoutes: [
        { title: 'the prices', request: { path: '/prices' } },
        {
          title: 'the search',
          request: { method: 'POST', path: '/search', json: { text: 'tea' } },
          accepted: [200, 204],
        },
      ],
    },
  ],
}

/** A platform without tokens, whose routes answer with these statuses. */
async function runOn(name: string, statuses: Readonly<Record<string, number>>) {
  const all: Readonly<Record<string, number>> = {
    'GET /health': 200,
    'GET /prices': 200,
    'POST /search': 204,
    ...statuses,
  }
  const server = createServer((request, response) => {
    response.writeHead(all[`${request.method} ${request.url}`] ?? 404).end()
  })
  const { url } = await serve(server, 'http')
  const contract = join(folder.path, `${name}.json`)
  await writeFile(contract, JSON.stringify(CONTRACT))
  const env = await writeEnvFile(folder.path, name, { ENVIRONMENT: 'local', API_URL: url })
  const { reports } = await runInLab(['--env', env, '--contract', contract])
  const { rootCauses } = reports.ctrf.results.extra
  return {
    causes: rootCauses.map(({ code, service }) => `${code} (${service})`),
    firstLine: rootCauses[0]?.summary,
    trust: reports.ctrf.results.tests
      .filter(({ extra }) => extra.id.startsWith('trust/'))
      .map(({ extra, status }) => `${extra.id}: ${status}`),
  }
}

test('routes that are open to everybody answer without a token, and nothing is said of them', async () => {
  const { causes, trust } = await runOn('well', {})
  expect(causes).toEqual([])
  expect(trust).toContain('trust/api/public: passed')
})

test('one that asks for a token is a route that refuses', async () => {
  const { causes, firstLine } = await runOn('closed', { 'GET /prices': 401 })
  expect(causes).toEqual(['route.forbidden (api)'])
  expect(firstLine).toBe(
    'api refuses GET /prices without a token, and this route is open to everybody',
  )
})

test('one that is gone is missing', async () => {
  const { causes, firstLine } = await runOn('gone', { 'POST /search': 404 })
  expect(causes).toEqual(['route.missing (api)'])
  expect(firstLine).toContain('POST /search')
})
