import { describe, expect, test } from 'vitest'
import { call } from './call.ts'
import { useReference } from './use-reference.ts'

describe('the health routes of the backend', () => {
  test('say ok in H, whatever happened', async () => {
    const { urls } = await useReference()
    expect((await call(`GET ${urls.backend}/health`)).json).toEqual({ status: 'ok' })
    expect((await call(`GET ${urls.backend}/health/ready`)).json).toEqual({ status: 'ready' })
    expect((await call(`GET ${urls.backend}/api/health`)).status).toBe(404)
    expect((await call(`HEAD ${urls.backend}/health`)).status).toBe(200)
  })

  test('name the service and its dependencies in S9', async () => {
    const { urls } = await useReference({ rest: 'S9' })
    const health = await call(`GET ${urls.backend}/health`, {
      headers: { 'accept-version': '1.0' },
    })
    expect(health.json).toMatchObject({
      status: 'healthy',
      service: 'netra-ai-platform',
      version: '1.0.0',
      timestamp: expect.any(Number),
    })
    expect(health.headers.get('api-version')).toBe('1.0')
    expect((await call(`GET ${urls.backend}/health/ready`)).json).toMatchObject({
      status: 'ready',
      core_db: 'connected',
      clickhouse_db: 'connected',
      redis_db: 'connected',
    })
    expect((await call(`GET ${urls.backend}/api/health`)).status).toBe(200)
  })

  test.each([
    ['backend-starting', { startup_in_progress: true, details: { phase: 'chat_pipeline' } }],
    ['backend-start-failed-on-import', { startup_failed: true }],
  ])('tell in S9 how the start goes: %s', async (fault, body) => {
    const { urls } = await useReference({ faults: [fault] })
    const reply = await call(`GET ${urls.backend}/health`)
    expect(reply).toMatchObject({ status: 503, json: { status: 'unhealthy', ...body } })
  })

  test('say in S9 which dependency is down', async () => {
    const clickhouse = await useReference({ faults: ['backend-clickhouse-down'] })
    expect(await call(`GET ${clickhouse.urls.backend}/health/ready`)).toMatchObject({
      status: 200,
      json: { status: 'ready', clickhouse_db: 'optional_unavailable' },
    })
    const database = await useReference({ faults: ['backend-database-down'] })
    expect(await call(`GET ${database.urls.backend}/health/ready`)).toMatchObject({
      status: 503,
      json: { message: 'Core database unavailable' },
    })
    expect(await call(`GET ${database.urls.backend}/health/startup`)).toMatchObject({
      status: 503,
      json: { checks: { database: false } },
    })
  })
})

describe('the agents of the backend', () => {
  test('are found under /api/agents/status and /api/agents/stream, and not above', async () => {
    const { urls } = await useReference()
    const agents = await call(`GET ${urls.backend}/api/agents/status`)
    expect(agents.json[0]).toMatchObject({ agent_id: 'triage-agent', status: 'idle' })
    expect((await call(`GET ${urls.backend}/api/agents/stream`)).json.available).toBe(true)
    expect(await call(`GET ${urls.backend}/api/agents`)).toMatchObject({
      status: 404,
      json: { detail: 'Not Found' },
    })
  })

  test.each([
    ['What is 6 times 7?', /^6 × 7 = 42/],
    ['How do we lower inference costs?', /inference/],
    ['Is this a test?', /^Mock /],
  ])('answer "%s"', async (message, expected) => {
    const { urls } = await useReference()
    const reply = await call(`POST ${urls.backend}/api/agents/execute`, {
      json: { type: 'triage', message },
    })
    expect(reply).toMatchObject({ status: 200, json: { status: 'success', agent: 'triage' } })
    expect(reply.json.response).toMatch(expected)
    expect(reply.json.response).not.toContain(message)
  })
})

describe('other routes of the backend', () => {
  test.each([
    ['/', { message: 'Welcome to Netra API' }],
    ['/api/messages/', { service: 'messages-api', status: 'available' }],
    ['/api/config/public', { environment: 'development' }],
    ['/ws/beacon', { service: 'websocket_beacon' }],
    ['/ws/health', { service: 'websocket', e2e_testing: { auth_bypass_active: false } }],
  ])('GET %s answers without a token', async (path, expected) => {
    const { urls } = await useReference()
    expect(await call(`GET ${urls.backend}${path}`)).toMatchObject({ status: 200, json: expected })
  })

  test('the services are discovered at their addresses', async () => {
    const { urls } = await useReference()
    const { json } = await call(`GET ${urls.backend}/api/discovery/services`)
    expect(json.services).toMatchObject({
      backend: { url: urls.backend, ws_url: `${urls.websocket}/ws` },
      auth: { url: urls.auth },
      frontend: { url: urls.frontend },
    })
  })
})
