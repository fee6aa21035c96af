import { describe, expect, test } from 'vitest'
import { startReference } from '../../reference/start-reference.ts'
import { call } from './call.ts'
import { openSocket } from './open-socket.ts'
import { tokenOf } from './token-of.ts'
import { useReference } from './use-reference.ts'

describe('a reference deployment', () => {
  test('tells the suite all it needs', async () => {
    const { env, urls } = await useReference()
    expect(env).toMatchObject({
      AUTH_SERVICE_URL: urls.auth,
      BACKEND_URL: urls.backend,
      FRONTEND_URL: urls.frontend,
      SERVICE_ID: 'netra-backend',
    })
    expect(Object.keys(env)).toEqual(
      expect.arrayContaining(['JWT_SECRET_KEY', 'E2E_OAUTH_SIMULATION_KEY', 'SERVICE_SECRET']),
    )
    expect(env).not.toHaveProperty('WEBSOCKET_URL')
  })

  test('stops one service and starts it again on the same port', async () => {
    const reference = await useReference()
    const health = () => call(`GET ${reference.urls.backend}/health`)
    expect((await health()).status).toBe(200)
    await reference.stop('backend')
    await expect(health()).rejects.toThrow()
    await reference.start('backend')
    expect((await health()).status).toBe(200)
  })

  test('takes the ports it is given', async () => {
    const first = await startReference()
    const ports = {
      auth: Number(new URL(first.urls.auth).port),
      backend: Number(new URL(first.urls.backend).port),
      frontend: Number(new URL(first.urls.frontend).port),
    }
    await first.close()
    const second = await useReference({ ports })
    expect(second.urls).toEqual(first.urls)
  })

  test('gives its ports back when one of them is taken', async () => {
    const reference = await useReference()
    const taken = Number(new URL(reference.urls.backend).port)
    await expect(startReference({ ports: { frontend: taken } })).rejects.toThrow(/EADDRINUSE/)
  })

  test('ends at once, with all its connections and timers', async () => {
    const timers = () =>
      process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    const before = timers()
    const reference = await startReference()
    const opened = await openSocket(`${reference.urls.websocket}/ws`, {
      headers: { authorization: `Bearer ${await tokenOf(reference)}` },
    })
    opened.send({ type: 'user_message', payload: { content: 'How do we lower costs?' } })
    await opened.until((frame) => frame.type === 'agent_started')
    await reference.close()
    expect((await opened.closed).code).toBe(1006)
    expect(timers()).toBeLessThanOrEqual(before + 1)
  })

  test('counts what comes from outside, not what its services ask one another', async () => {
    const reference = await useReference()
    const token = await tokenOf(reference)
    await call(`GET ${reference.urls.backend}/api/threads`, { token })
    expect(reference.seen.requests).toBe(2)
  })

  test('delays answers to the outside only', async () => {
    const reference = await useReference({ delayMs: 200 })
    const token = await tokenOf(reference)
    const startedAt = performance.now()
    await call(`GET ${reference.urls.backend}/api/threads`, { token })
    const took = performance.now() - startedAt
    expect(took).toBeGreaterThanOrEqual(195)
    expect(took).toBeLessThan(550)
  })

  test('puts the clock of the service into Date', async () => {
    const { urls } = await useReference({ faults: ['backend-clock-ahead'] })
    const dateOf = async (url: string) =>
      Date.parse((await call(`GET ${url}/health`)).headers.get('date') ?? '')
    expect((await dateOf(urls.backend)) - (await dateOf(urls.auth))).toBeGreaterThan(590_000)
  })
})
