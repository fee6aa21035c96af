import { describe, expect, test } from 'vitest'
import { call } from './call.ts'
import { tokenOf } from './token-of.ts'
import { useReference } from './use-reference.ts'

describe('a protected route of the backend', () => {
  test('answers 403 without a token', async () => {
    const { urls } = await useReference()
    const reply = await call(`GET ${urls.backend}/api/threads`)
    expect(reply).toMatchObject({
      status: 403,
      json: {
        error: true,
        error_code: 'AUTH_UNAUTHORIZED',
        message: 'Not authenticated',
        details: { status_code: 403 },
      },
    })
  })

  test('answers 401 to a wrong token, and says how to authenticate', async () => {
    const { urls } = await useReference()
    const reply = await call(`GET ${urls.backend}/api/threads`, { token: 'wrong' })
    expect(reply).toMatchObject({ status: 401, json: { message: 'Invalid or expired token' } })
    expect(reply.headers.get('www-authenticate')).toBe('Bearer')
  })

  test('answers 401 on the chat API in both cases', async () => {
    const { urls } = await useReference()
    for (const options of [{}, { token: 'wrong' }]) {
      const reply = await call(`GET ${urls.backend}/api/chat/messages`, options)
      expect(reply).toMatchObject({ status: 401, json: { message: 'Authentication failed' } })
    }
  })

  test('is not impressed by test headers', async () => {
    const { urls } = await useReference()
    const headers = { 'x-test-type': 'E2E', 'x-e2e-test': 'true', 'x-test-environment': 'staging' }
    expect((await call(`GET ${urls.backend}/api/threads`, { headers })).status).toBe(403)
    const reply = await call(`GET ${urls.backend}/api/threads`, { headers, token: 'wrong' })
    expect(reply.status).toBe(401)
  })

  test.each([
    'service-secret-mismatch',
    'service-secret-missing-on-auth',
    'backend-service-secret-differs',
    'backend-service-id-differs',
    'backend-sends-no-service-headers',
  ])('refuses a token that auth calls valid: %s', async (fault) => {
    const reference = await useReference({ faults: [fault] })
    const token = await tokenOf(reference)
    const { auth, backend } = reference.urls
    expect((await call(`GET ${auth}/auth/verify`, { token })).json.valid).toBe(true)
    expect((await call(`GET ${backend}/api/threads`, { token })).status).toBe(401)
  })

  test.each([
    'auth-unreachable-from-backend',
    'backend-takes-frontend-for-auth',
    'auth-too-slow-for-backend',
  ])('answers 401 when it cannot ask auth, and says why at /auth/config: %s', async (fault) => {
    const reference = await useReference({ faults: [fault] })
    const token = await tokenOf(reference)
    const { backend } = reference.urls
    expect(await call(`GET ${backend}/api/threads`, { token })).toMatchObject({
      status: 401,
      json: { message: 'Invalid or expired token' },
    })
    expect(await call(`GET ${backend}/auth/config`)).toMatchObject({
      status: 503,
      json: { message: expect.stringMatching(/^Cannot connect to auth service at http/) },
    })
  })

  test('answers 401 when its secret cannot be sent, and reaches auth all the same', async () => {
    const reference = await useReference({ faults: ['backend-service-secret-with-newline'] })
    const token = await tokenOf(reference)
    const { backend } = reference.urls
    expect((await call(`GET ${backend}/api/threads`, { token })).status).toBe(401)
    expect((await call(`GET ${backend}/auth/config`)).status).toBe(200)
  })
})
