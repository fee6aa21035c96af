import { describe, expect, test } from 'vitest'
import { call } from './call.ts'
import { useReference } from './use-reference.ts'

const FOREIGN = 'https://foreign.example'

function preflight(url: string, origin: string) {
  return call(`OPTIONS ${url}`, {
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  })
}

describe.each([
  ['backend', '/api/threads'],
  ['auth', '/auth/refresh'],
] as const)('CORS of %s', (service, path) => {
  test('lets the frontend in, with credentials', async () => {
    const { urls } = await useReference()
    const { status, headers } = await preflight(urls[service] + path, urls.frontend)
    expect(status).toBe(200)
    expect(headers.get('access-control-allow-origin')).toBe(urls.frontend)
    expect(headers.get('access-control-allow-credentials')).toBe('true')
    expect(headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization')
  })

  test('does not echo a foreign origin', async () => {
    const { urls } = await useReference()
    const refused = await preflight(urls[service] + path, FOREIGN)
    expect(refused.status).toBe(400)
    expect(refused.headers.get('access-control-allow-origin')).toBeNull()
    const plain = await call(`GET ${urls[service]}/health`, { headers: { origin: FOREIGN } })
    expect(plain.status).toBe(200)
    expect(plain.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('stands on refusals, too', async () => {
    const { urls } = await useReference()
    const { headers } = await call(`GET ${urls[service]}/nowhere`, {
      headers: { origin: urls.frontend },
    })
    expect(headers.get('access-control-allow-origin')).toBe(urls.frontend)
    expect(headers.get('vary')).toBe('Origin')
  })

  test('follows the address that the world uses', async () => {
    const frontend = 'http://127.0.0.1:4999'
    const { urls } = await useReference({ publicUrls: { frontend } })
    const { headers } = await preflight(urls[service] + path, frontend)
    expect(headers.get('access-control-allow-origin')).toBe(frontend)
  })
})
