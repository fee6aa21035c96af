import { describe, expect, test } from 'vitest'
import { call } from './call.ts'
import { useReference } from './use-reference.ts'

describe('ways to a token', () => {
  test('dev login gives the fixed developer in development', async () => {
    const { urls } = await useReference()
    const reply = await call(`POST ${urls.auth}/auth/dev/login`)
    expect(reply).toMatchObject({ status: 200, json: { token_type: 'Bearer', expires_in: 900 } })
    const me = await call(`GET ${urls.auth}/auth/me`, { token: reply.json.access_token })
    expect(me.json).toMatchObject({ user_id: 'dev-user-001', email: 'dev@example.com' })
  })

  test.each(['staging', 'production'] as const)(
    'dev login is closed in %s',
    async (environment) => {
      const { urls } = await useReference({ environment })
      const reply = await call(`POST ${urls.auth}/auth/dev/login`)
      expect(reply.status).toBe(403)
      expect(reply.json.detail).toContain('only available in development')
    },
  )

  test('the simulation key is checked in order: environment, header, own key, given key', async () => {
    const ask = async (environment: 'development' | 'staging' | 'production', key?: string) => {
      const reference = await useReference({ environment })
      const right = reference.env.E2E_OAUTH_SIMULATION_KEY ?? ''
      return call(`POST ${reference.urls.auth}/auth/e2e/test-auth`, {
        json: { email: 'ada@example.com', permissions: ['read'] },
        ...(key === undefined
          ? {}
          : { headers: { 'x-e2e-bypass-key': key === 'right' ? right : key } }),
      })
    }
    expect((await ask('production', 'right')).status).toBe(403)
    expect((await ask('staging')).json.detail).toBe('E2E bypass key required')
    expect(await ask('development', 'right')).toMatchObject({
      status: 503,
      json: { detail: 'E2E authentication not configured' },
    })
    expect(await ask('staging', 'wrong')).toMatchObject({
      status: 401,
      json: { detail: 'Invalid E2E bypass key' },
    })
    expect(await ask('staging', 'right')).toMatchObject({
      status: 200,
      json: { user: { id: 'e2e-ada', permissions: ['read'] }, expires_in: 900 },
    })
  })

  test('the prepared account logs in everywhere, and nobody else', async () => {
    const { urls, env } = await useReference({ environment: 'production' })
    const good = { email: env.SMOKE_USER_EMAIL, password: env.SMOKE_USER_PASSWORD }
    expect((await call(`POST ${urls.auth}/auth/login`, { json: good })).status).toBe(200)
    const wrong = { ...good, password: 'wrong' }
    expect(await call(`POST ${urls.auth}/auth/login`, { json: wrong })).toMatchObject({
      status: 401,
      json: { detail: 'Invalid credentials' },
    })
    expect((await call(`POST ${urls.auth}/auth/login`, { json: { email: 'a' } })).status).toBe(422)
  })

  test('registering answers 200, and 409 for the same address again', async () => {
    const { urls } = await useReference()
    const json = { email: 'new@example.com', password: 'a good one', name: 'New' }
    const first = await call(`POST ${urls.auth}/auth/register`, { json })
    expect(first).toMatchObject({ status: 200, json: { user: { email: json.email, name: 'New' } } })
    expect((await call(`POST ${urls.auth}/auth/register`, { json })).status).toBe(409)
    expect((await call(`POST ${urls.auth}/auth/login`, { json })).status).toBe(200)
  })

  test('a refresh token works once, under each of its three names', async () => {
    const { urls } = await useReference()
    for (const name of ['refresh_token', 'refreshToken', 'token']) {
      const { refresh_token: token } = (await call(`POST ${urls.auth}/auth/dev/login`)).json
      const refresh = () => call(`POST ${urls.auth}/auth/refresh`, { json: { [name]: token } })
      expect((await refresh()).json).toMatchObject({ token_type: 'Bearer', expires_in: 900 })
      expect(await refresh()).toMatchObject({
        status: 401,
        json: { detail: 'Invalid refresh token' },
      })
    }
    const empty = await call(`POST ${urls.auth}/auth/refresh`, { json: { other: 1 } })
    expect(empty).toMatchObject({ status: 422, json: { detail: { received_keys: ['other'] } } })
  })

  test('a logged-out token is refused, but not by the second generation of the API', async () => {
    const { urls } = await useReference()
    const { access_token: token } = (await call(`POST ${urls.auth}/auth/dev/login`)).json
    expect((await call(`POST ${urls.auth}/auth/logout`, { token })).json.status).toBe('success')
    expect((await call(`GET ${urls.auth}/auth/verify`, { token })).json.valid).toBe(false)
    expect((await call(`GET ${urls.auth}/auth/me`, { token })).status).toBe(401)
    const v1 = await call(`POST ${urls.auth}/api/v1/jwt/validate`, { json: { token } })
    expect(v1.json.valid).toBe(true)
  })

  test('services get tokens in development only', async () => {
    const json = { service_id: 'netra-backend', service_secret: 'any' }
    const development = await useReference()
    const given = await call(`POST ${development.urls.auth}/auth/service-token`, { json })
    expect(given).toMatchObject({ status: 200, json: { expires_in: 3600 } })
    const staging = await useReference({ environment: 'staging' })
    const refused = await call(`POST ${staging.urls.auth}/auth/service-token`, { json })
    expect(refused).toMatchObject({ status: 401, json: { detail: 'Invalid service credentials' } })
  })

  test.each([
    ['netra-backend', 'right', { authenticated: true }],
    ['netra-backend', 'wrong', { authenticated: false, error: 'invalid_service_secret' }],
    ['backend', 'right', { authenticated: false, error: 'unknown_service_id' }],
  ])('the service secret is proved for %s with the %s secret', async (id, secret, expected) => {
    const { urls, env } = await useReference()
    const service_secret = secret === 'right' ? env.SERVICE_SECRET : secret
    const reply = await call(`POST ${urls.auth}/api/v1/service/authenticate`, {
      json: { service_id: id, service_secret },
    })
    expect(reply).toMatchObject({ status: 200, json: expected })
  })

  test.each([
    'POST /auth/service/token',
    'GET /auth/token',
    'GET /auth/session',
    'GET /.well-known/jwks.json',
  ])('%s never existed', async (route) => {
    const { urls } = await useReference()
    const reply = await call(route.replace(' ', ` ${urls.auth}`))
    expect(reply).toMatchObject({ status: 404, json: { detail: 'Not Found' } })
  })
})
