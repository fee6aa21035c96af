import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { request } from 'undici'
import { describe, expect, test } from 'vitest'
import { AUDIENCE } from '../../examples/oidc/platform/clients.ts'
import { ALGORITHMS } from '../../examples/oidc/platform/signing-keys.ts'
import { askForToken, get, postForm, startForTest, tokenFor } from './oidc-caller.ts'

describe('the issuer', () => {
  test.for(ALGORITHMS)('issues a JWT signed with %s that its JWKS verifies', async (algorithm) => {
    const env = await startForTest({ signedWith: algorithm })
    const token = await tokenFor(env, 'notes')
    const keys = createRemoteJWKSet(new URL(`${env.ISSUER_URL}/jwks`))
    const { payload } = await jwtVerify(token, keys, {
      issuer: String(env.ISSUER_URL),
      audience: AUDIENCE.notes,
      typ: 'at+jwt',
    })
    expect(decodeProtectedHeader(token).alg).toBe(algorithm)
    expect(payload.sub).toBe(env.CLIENT_ID)
    expect(Number(payload.exp) - Number(payload.iat)).toBe(600)
  })

  test('issues an opaque token and says by introspection what it is good for', async () => {
    const env = await startForTest()
    const token = await tokenFor(env, 'archive')
    expect(token).not.toContain('.')
    const asked = await postForm(
      `${env.ISSUER_URL}/token/introspection`,
      { token },
      env.INTROSPECTION_CLIENT_ID,
      env.INTROSPECTION_CLIENT_SECRET,
    )
    expect(asked.json).toMatchObject({
      active: true,
      client_id: env.CLIENT_ID,
      aud: AUDIENCE.archive,
      iss: env.ISSUER_URL,
    })
  })

  test('refuses a wrong secret with 401 and an unknown API with 400', async () => {
    const env = await startForTest()
    expect(await askForToken(env, AUDIENCE.notes, 'wrong')).toMatchObject({
      status: 401,
      json: { error: 'invalid_client' },
    })
    expect(await askForToken(env, 'urn:example:api:unknown')).toMatchObject({
      status: 400,
      json: { error: 'invalid_target' },
    })
  })

  test('says that it is well as health+json, to HEAD too', async () => {
    const { ISSUER_URL } = await startForTest()
    const health = await get(`${ISSUER_URL}/health`)
    expect(health).toMatchObject({ status: 200, type: 'application/health+json' })
    expect(JSON.parse(health.text)).toMatchObject({ status: 'pass', serviceId: 'example-issuer' })
    expect(await get(`${ISSUER_URL}/health`, undefined, 'HEAD')).toMatchObject({
      status: 200,
      text: '',
    })
  })
})

describe('the notes API', () => {
  test.for(ALGORITHMS)('accepts a JWT signed with %s', async (algorithm) => {
    const env = await startForTest({ signedWith: algorithm })
    const answer = await get(`${env.API_URL}/notes`, `Bearer ${await tokenFor(env, 'notes')}`)
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.text)).toEqual({ owner: env.CLIENT_ID, notes: [] })
  })

  test('keeps a note until it is removed', async () => {
    const env = await startForTest()
    const authorization = `Bearer ${await tokenFor(env, 'notes')}`
    const headers = { authorization, 'content-type': 'application/json' }
    const made = await request(`${env.API_URL}/notes`, {
      method: 'POST',
      headers,
      body: '{"text":"hello"}',
    })
    const { id } = (await made.body.json()) as { id: string }
    expect(made.statusCode).toBe(201)
    expect(await get(`${env.API_URL}/notes/${id}`, authorization)).toMatchObject({ status: 200 })
    const removed = await request(`${env.API_URL}/notes/${id}`, { method: 'DELETE', headers })
    expect(removed.statusCode).toBe(204)
    expect(await get(`${env.API_URL}/notes/${id}`, authorization)).toMatchObject({ status: 404 })
  })

  test('refuses no token, garbage, a tampered token and an opaque one with 401 and a challenge', async () => {
    const env = await startForTest()
    const token = await tokenFor(env, 'notes')
    const opaque = await tokenFor(env, 'archive')
    const [head, payload, signature = ''] = token.split('.')
    const tampered = `${head}.${payload}.${signature.slice(0, -8)}AAAAAAAA`
    expect(await get(`${env.API_URL}/notes`)).toMatchObject({
      status: 401,
      challenge: 'Bearer realm="api"',
    })
    for (const wrong of ['garbage', tampered, opaque]) {
      const answer = await get(`${env.API_URL}/notes`, `Bearer ${wrong}`)
      expect(answer.status).toBe(401)
      expect(answer.challenge).toContain('error="invalid_token"')
    }
  })

  test('refuses an Authorization header without a token with 400', async () => {
    const { API_URL } = await startForTest()
    expect(await get(`${API_URL}/notes`, 'Bearer')).toMatchObject({ status: 400 })
  })

  test('says that it is well in plain text', async () => {
    const { API_URL } = await startForTest()
    expect(await get(`${API_URL}/healthz`)).toMatchObject({
      status: 200,
      text: 'ok\n',
      type: 'text/plain; charset=utf-8',
    })
  })
})

describe('the archive API', () => {
  test('accepts an opaque token that the issuer calls active', async () => {
    const env = await startForTest()
    const answer = await get(
      `${env.OPAQUE_API_URL}/entries`,
      `Bearer ${await tokenFor(env, 'archive')}`,
    )
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.text)).toMatchObject({ reader: env.CLIENT_ID })
  })

  test('refuses no token, a token that nobody issued and a JWT with 401', async () => {
    const env = await startForTest()
    expect(await get(`${env.OPAQUE_API_URL}/entries`)).toMatchObject({
      status: 401,
      challenge: 'Bearer realm="api"',
    })
    for (const wrong of ['never-issued', await tokenFor(env, 'notes')]) {
      const answer = await get(`${env.OPAQUE_API_URL}/entries`, `Bearer ${wrong}`)
      expect(answer.status).toBe(401)
      expect(answer.challenge).toContain('error="invalid_token"')
    }
  })
})
