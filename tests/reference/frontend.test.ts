import { describe, expect, test } from 'vitest'
import { call } from './call.ts'
import { useReference } from './use-reference.ts'

describe('the frontend', () => {
  test('serves a page whose scripts and styles load', async () => {
    const { urls } = await useReference()
    const page = await call(`GET ${urls.frontend}/`)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(page.text).toContain('<h1>Netra</h1>')
    const assets = [...page.text.matchAll(/(?:src|href)="(\/_next\/[^"]+)"/g)].map(
      ([, path]) => path,
    )
    expect(assets).toHaveLength(3)
    for (const path of assets) {
      const asset = await call(`GET ${urls.frontend}${path}`)
      expect(asset.status).toBe(200)
      expect(asset.headers.get('content-type')).toMatch(/javascript|css/)
    }
  })

  test('has its addresses built into a script and shown by its health', async () => {
    const backend = 'http://api.example'
    const { urls } = await useReference({ publicUrls: { backend } })
    const page = await call(`GET ${urls.frontend}/`)
    const path = /\/_next\/static\/chunks\/app\/[^"]+/.exec(page.text)?.[0]
    const script = await call(`GET ${urls.frontend}${path}`)
    for (const url of [backend, urls.auth, 'ws://api.example']) expect(script.text).toContain(url)
    const health = await call(`GET ${urls.frontend}/health`)
    expect(health.json).toMatchObject({
      status: 'healthy',
      service: 'frontend',
      dependencies: { backend: { status: 'healthy' }, auth: { status: 'healthy' } },
      urls: {
        api: backend,
        websocket: 'ws://api.example',
        auth: urls.auth,
        frontend: urls.frontend,
      },
    })
  })

  test('answers HEAD, and has a health route without dependencies', async () => {
    const { urls } = await useReference()
    for (const path of ['/', '/health']) {
      expect((await call(`HEAD ${urls.frontend}${path}`)).status).toBe(200)
    }
    expect((await call(`GET ${urls.frontend}/api/health`)).json.status).toBe('healthy')
  })

  test('is degraded when one of the others is gone, and unhealthy when both are', async () => {
    const reference = await useReference()
    const health = () => call(`GET ${reference.urls.frontend}/health`)
    await reference.stop('backend')
    expect(await health()).toMatchObject({ status: 200, json: { status: 'degraded' } })
    await reference.stop('auth')
    expect(await health()).toMatchObject({ status: 503, json: { status: 'unhealthy' } })
  })

  test('says 404 with a page', async () => {
    const { urls } = await useReference()
    const reply = await call(`GET ${urls.frontend}/nowhere`)
    expect(reply.status).toBe(404)
    expect(reply.text).toContain('could not be found')
  })
})
