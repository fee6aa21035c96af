import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { waitForTarget } from '../../command/wait/wait-for-target.ts'
import type { Target } from '../../env/target.ts'
import { closedPort } from '../http/support/serve.ts'
import { netra as contract } from '../support/contracts.ts'
import { READY, STARTING, serveReadiness } from './support/serve-readiness.ts'
import { verdictOn } from './support/verdict-on.ts'
import { waitFor } from './support/wait-for.ts'

describe('a service that needs a while', () => {
  test('is ready once it is, and the history says what was seen until then', async () => {
    const { url } = await serveReadiness(STARTING, STARTING, STARTING, READY)
    const { readiness, pauses } = await waitFor({ backend: url }, { seconds: 60 })
    expect(readiness).toMatchObject([
      {
        service: 'backend',
        ready: true,
        settled: 'ready',
        waitedMs: 2_390,
        history: ['503 starting (3 times, 0.0 to 0.7 s)', 'ready (3 times, 1.3 to 2.4 s)'],
      },
    ])
    expect(pauses).toEqual([250, 400, 640, 550, 550])
  })

  test('is reported while it is awaited', async () => {
    const { url } = await serveReadiness(STARTING, READY)
    const { reported } = await waitFor({ backend: url }, { seconds: 60 })
    expect(reported).toEqual([
      'backend: 503 starting',
      'backend: ready (1 of 3)',
      'backend: ready (2 of 3)',
      'backend: ready (3 of 3)',
    ])
  })

  test('may not even listen at first', async () => {
    const port = await closedPort()
    const server = createServer((_, response) => response.end(JSON.stringify({ status: 'ready' })))
    onTestFinished(() => void server.close())
    const meanwhile = async (passedMs: number) => {
      if (passedMs > 20_000 && !server.listening)
        await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
    }
    const { readiness } = await waitFor(
      { backend: `http://127.0.0.1:${port}` },
      { seconds: 60, meanwhile },
    )
    expect(readiness[0]?.ready).toBe(true)
    expect(readiness[0]?.history[0]).toMatch(/^tcp\.refused \(\d+ times, 0\.0 to 2\d\.\d s\)$/)
  })

  test.for([502, 503, 504])('is awaited while %i comes in its place', async (status) => {
    const { url } = await serveReadiness({ status, body: 'no healthy upstream' }, READY)
    const { readiness } = await waitFor({ backend: url }, { seconds: 60 })
    expect(readiness[0]?.ready).toBe(true)
  })

  test('is awaited while a good status says that it is not ready yet', async () => {
    const { url } = await serveReadiness({ status: 200, body: { status: 'initializing' } }, READY)
    const { readiness } = await waitFor({ backend: url }, { seconds: 60 })
    expect(readiness[0]?.history).toEqual([
      '200 starting (once, at 0.0 s)',
      'ready (3 times, 0.3 to 1.4 s)',
    ])
  })

  test('is awaited while it lacks what it depends on, whatever its status', async () => {
    const lacking = { status: 200, body: { status: 'degraded', core_db: 'disconnected' } }
    const { url } = await serveReadiness(lacking, READY)
    const { readiness } = await waitFor({ backend: url }, { seconds: 60 })
    expect(readiness[0]).toMatchObject({
      ready: true,
      history: ['200 without database (once, at 0.0 s)', 'ready (3 times, 0.3 to 1.4 s)'],
    })
  })

  test('is asked less and less often, down to every 5 s, give or take a quarter', async () => {
    for (const [random, first, longest] of [
      [0, 187.5, 3_750],
      [0.999_999, 312.5, 6_250],
    ] as const) {
      const { url } = await serveReadiness(STARTING)
      const { pauses } = await waitFor({ backend: url }, { seconds: 120, random })
      expect(pauses[0]).toBeCloseTo(first, 2)
      expect(Math.max(...pauses)).toBeCloseTo(longest, 1)
    }
  })
})

describe('good answers', () => {
  test('count only when three of them come in a row, and more each time that they ended', async () => {
    const { url } = await serveReadiness(READY, STARTING, READY, READY, STARTING, READY)
    const { readiness, reported } = await waitFor({ backend: url }, { seconds: 60 })
    expect(readiness[0]).toMatchObject({ ready: true, settled: 'ready' })
    expect(reported).toEqual([
      'backend: ready (1 of 3)',
      'backend: 503 starting',
      'backend: ready (1 of 6)',
      'backend: ready (2 of 6)',
      'backend: 503 starting',
      ...Array.from({ length: 9 }, (_, index) => `backend: ready (${index + 1} of 9)`),
    ])
  })

  test('of one service must last until the others are there', async () => {
    const late = await serveReadiness(...Array.from({ length: 9 }, () => STARTING), READY)
    const falling = await serveReadiness(READY, READY, READY, READY, STARTING)
    const { readiness } = await waitFor({ backend: falling.url, late: late.url }, { seconds: 60 })
    expect(readiness).toMatchObject([
      { service: 'backend', ready: false, settled: 'never-good' },
      { service: 'late', ready: true },
    ])
    expect(readiness[0]?.history).toEqual([
      'ready (4 times, 0.0 to 3.1 s)',
      expect.stringMatching(/^503 starting \(\d+ times, 5\.1 to 60\.0 s\)$/),
    ])
  })

  test('of one service are counted from when they began, however long the others take', async () => {
    const late = await serveReadiness(STARTING, STARTING, STARTING, STARTING, STARTING, READY)
    const early = await serveReadiness(READY)
    const { readiness } = await waitFor({ backend: early.url, late: late.url }, { seconds: 60 })
    expect(readiness).toMatchObject([
      { service: 'backend', ready: true, waitedMs: 1_100 },
      { service: 'late', ready: true },
    ])
  })

  test('span more than a second, so that a service up for a second is not taken for ready', async () => {
    const { url } = await serveReadiness(READY)
    const { readiness } = await waitFor({ backend: url }, { seconds: 60 })
    expect(readiness[0]?.waitedMs).toBeGreaterThan(1_000)
  })

  test('that are too few at the deadline are no fault: the checks decide', async () => {
    const { url } = await serveReadiness(STARTING, STARTING, STARTING, READY)
    const { readiness } = await waitFor({ backend: url }, { seconds: 1.5 })
    expect(readiness[0]).toMatchObject({ ready: false, settled: 'never-good' })
    expect(verdictOn(readiness[0])).toBeUndefined()
  })
})

test('no request is sent once the run is stopped', async () => {
  const stop = new AbortController()
  const { url, asked } = await serveReadiness(STARTING)
  const meanwhile = (passedMs: number) => {
    if (passedMs > 2_000) stop.abort()
  }
  const { readiness } = await waitFor(
    { backend: url },
    { seconds: 60, meanwhile, stop: stop.signal },
  )
  expect(readiness[0]?.history.at(-1)).toBe('not waited for any longer: the run was interrupted')
  const before = asked()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(asked()).toBe(before)
})

test('waiting for 0 seconds sends no request', async () => {
  const { url, asked } = await serveReadiness(READY)
  const target = { readyWaitSeconds: 0, urls: { BACKEND_URL: url } } as unknown as Target
  const never = {
    watcher: undefined as never,
    stop: new AbortController().signal,
    version: '0',
    runId: '1',
  }
  expect(await waitForTarget(contract, target, never)).toEqual([])
  expect(asked()).toBe(0)
})
