import { decodeJwt, decodeProtectedHeader, SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import type { Reference } from '../../reference/start-reference.ts'
import { call } from './call.ts'
import { tokenOf } from './token-of.ts'
import { useReference } from './use-reference.ts'

const MINUTE = 60
const DAY = 86_400

describe('the claims of a token', () => {
  test('are those of the interface', async () => {
    const { urls } = await useReference()
    const pair = (await call(`POST ${urls.auth}/auth/dev/login`)).json
    expect(decodeProtectedHeader(pair.access_token)).toEqual({ alg: 'HS256', typ: 'JWT' })
    expect(decodeJwt(pair.access_token)).toMatchObject({
      sub: 'dev-user-001',
      email: 'dev@example.com',
      permissions: [],
      type: 'access',
      token_type: 'access',
      iss: 'netra-auth-service',
      aud: 'netra-platform',
      jti: expect.stringMatching(/^jti_\d+_\d+_[0-9a-f]{8}$/),
      env: 'development',
      svc_id: 'netra_auth_service_dev',
    })
    expect(decodeJwt(pair.refresh_token)).toMatchObject({ type: 'refresh', token_type: 'refresh' })
  })

  test.each([
    ['development', 120 * MINUTE, 30 * DAY],
    ['staging', 30 * MINUTE, 14 * DAY],
    ['production', 15 * MINUTE, 7 * DAY],
  ] as const)('give %s its lifetimes', async (environment, access, refresh) => {
    const { urls, env } = await useReference({ environment })
    const json = { email: env.SMOKE_USER_EMAIL, password: env.SMOKE_USER_PASSWORD }
    const pair = (await call(`POST ${urls.auth}/auth/login`, { json })).json
    const lifetime = (token: string): number => {
      const { iat = 0, exp = 0 } = decodeJwt(token)
      return exp - iat
    }
    expect(lifetime(pair.access_token)).toBe(access)
    expect(lifetime(pair.refresh_token)).toBe(refresh)
  })
})

describe('a presented token', () => {
  const now = Math.floor(Date.now() / 1000)
  const good = {
    sub: 'ada',
    email: 'ada@example.com',
    permissions: [],
    type: 'access',
    token_type: 'access',
    iss: 'netra-auth-service',
    aud: 'netra-platform',
    jti: 'jti_1_1_00000000',
    iat: now,
    exp: now + 600,
  }
  const sign = (reference: Reference, claims: Record<string, unknown>): Promise<string> =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(new TextEncoder().encode(reference.env.JWT_SECRET_KEY))

  test('is good when it was signed elsewhere with the same secret', async () => {
    const reference = await useReference()
    const token = await sign(reference, good)
    const reply = await call(`GET ${reference.urls.auth}/auth/verify`, { token })
    expect(reply).toMatchObject({ status: 200, json: { valid: true, user_id: 'ada' } })
  })

  test.each([
    ['has expired', { exp: now - 1 }],
    ['is not valid yet', { nbf: now + 600 }],
    ['comes from the future', { iat: now + 120 }],
    ['is older than a day', { iat: now - DAY - 60 }],
    ['has no exp', { exp: undefined }],
    ['has no iat', { iat: undefined }],
    ['has no sub', { sub: undefined }],
    ['has no jti', { jti: undefined }],
    ['is of another issuer', { iss: 'somebody' }],
    ['is for another audience', { aud: 'somebody' }],
    ['is a refresh token', { type: 'refresh', token_type: 'refresh' }],
  ])('is refused when it %s', async (_words, change) => {
    const reference = await useReference()
    const claims = Object.entries({ ...good, ...change }).filter(([, value]) => value !== undefined)
    const token = await sign(reference, Object.fromEntries(claims))
    const { auth, backend } = reference.urls
    expect((await call(`GET ${auth}/auth/verify`, { token })).json.valid).toBe(false)
    expect((await call(`GET ${auth}/auth/me`, { token })).status).toBe(401)
    expect((await call(`GET ${backend}/api/threads`, { token })).status).toBe(401)
  })

  test('is refused when it is forged', async () => {
    const reference = await useReference()
    const real = await tokenOf(reference)
    const [head = '', body = '', signature = ''] = real.split('.')
    const forged = [
      new UnsecuredJWT(good).encode(),
      `${head}.${body}.`,
      `${head}.${body}.${signature.slice(0, -2)}AA`,
      `${head}.${Buffer.from(JSON.stringify(good)).toString('base64url')}.${signature}`,
      `mock_${real}`,
      'not-a-token',
      'a.b.c',
    ]
    for (const token of forged) {
      const reply = await call(`POST ${reference.urls.auth}/auth/validate`, { json: { token } })
      expect(reply).toMatchObject({ status: 200, json: { valid: false, error: 'invalid_token' } })
    }
  })

  test('expires when its time is over', async () => {
    let time = Date.now()
    const reference = await useReference({ now: () => time })
    const token = await tokenOf(reference)
    const verify = () => call(`GET ${reference.urls.auth}/auth/verify`, { token })
    expect((await verify()).json.valid).toBe(true)
    time += 121 * MINUTE * 1000
    expect((await verify()).json.valid).toBe(false)
  })

  test('is validated for a service only with its right id and secret, when it shows any', async () => {
    const reference = await useReference()
    const token = await tokenOf(reference)
    const validate = async (id?: string, secret?: string) =>
      (
        await call(`POST ${reference.urls.auth}/auth/validate`, {
          json: { token },
          headers: {
            ...(id === undefined ? {} : { 'x-service-id': id }),
            ...(secret === undefined ? {} : { 'x-service-secret': secret }),
          },
        })
      ).json
    expect(await validate()).toMatchObject({ valid: true, user_id: 'user-a' })
    expect(await validate('netra-backend')).toMatchObject({ valid: true })
    expect(await validate('netra-backend', reference.env.SERVICE_SECRET)).toMatchObject({
      valid: true,
    })
    expect(await validate('netra-backend', 'no')).toMatchObject({ error: 'invalid_service_secret' })
    expect(await validate('backend', 'no')).toMatchObject({ error: 'invalid_service_id' })
  })
})
