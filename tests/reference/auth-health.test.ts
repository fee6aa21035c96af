import { describe, expect, test } from 'vitest'
import { call } from './call.ts'
import { useReference } from './use-reference.ts'

describe('the health of the auth service', () => {
  test.each(['/health', '/health/ready', '/readiness', '/health/auth', '/'])(
    'GET and HEAD %s answer 200 with the headers of the service',
    async (path) => {
      const { urls } = await useReference()
      for (const method of ['GET', 'HEAD']) {
        const reply = await call(`${method} ${urls.auth}${path}`)
        expect(reply.status).toBe(200)
        expect(reply.headers.get('x-service-name')).toBe('auth-service')
        expect(reply.headers.get('x-service-version')).toBe('1.0.0')
        expect(reply.text === '').toBe(method === 'HEAD')
      }
    },
  )

  test('names the database in deployed environments only', async () => {
    const development = await useReference()
    const staging = await useReference({ environment: 'staging' })
    const health = async (url: string) => (await call(`GET ${url}/health`)).json
    expect(await health(development.urls.auth)).not.toHaveProperty('database_status')
    expect(await health(staging.urls.auth)).toMatchObject({
      status: 'healthy',
      database_status: 'connected',
      environment: 'staging',
    })
  })

  test('tells in three ways that the database is down', async () => {
    const { urls } = await useReference({ faults: ['auth-database-down'] })
    expect((await call(`GET ${urls.auth}/health`)).status).toBe(200)
    expect(await call(`GET ${urls.auth}/health/ready`)).toMatchObject({
      status: 503,
      json: { status: 'not_ready', reason: 'Database connectivity failed' },
    })
    expect(await call(`GET ${urls.auth}/auth/health`)).toMatchObject({
      status: 200,
      json: { status: 'unhealthy', database_status: 'error' },
    })
  })

  test('answers 405 to a method and 413 to a body that it does not take', async () => {
    const { urls } = await useReference()
    const head = await call(`HEAD ${urls.auth}/auth/health`)
    expect(head.status).toBe(405)
    expect(head.headers.get('allow')).toBe('GET')
    const json = { email: 'a'.repeat(60_000), password: 'b' }
    expect((await call(`POST ${urls.auth}/auth/login`, { json })).status).toBe(413)
  })

  test('shows its login configuration without the keys it never had', async () => {
    const { urls } = await useReference()
    const { json } = await call(`GET ${urls.auth}/auth/config`)
    expect(json).toMatchObject({
      oauth_enabled: true,
      development_mode: true,
      authorized_javascript_origins: [urls.frontend],
      endpoints: { dev_login: `${urls.auth}/auth/dev/login` },
    })
    expect(json).not.toHaveProperty('environment')
    expect(json.endpoints).not.toHaveProperty('refresh')
  })
})
