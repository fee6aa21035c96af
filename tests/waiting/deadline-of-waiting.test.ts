import { describe, expect, test } from 'vitest'
import { closedPort } from '../http/support/serve.ts'
import { READY, STARTING, serveReadiness, serveReadinessBy } from './support/serve-readiness.ts'
import { verdictOn } from './support/verdict-on.ts'
import { waitFor } from './support/wait-for.ts'

describe('at the deadline', () => {
  test('a service that still starts is reported as starting, with the history', async () => {
    const { url } = await serveReadiness(STARTING)
    const { readiness, pauses } = await waitFor({ backend: url }, { seconds: 30 })
    expect(pauses.reduce((sum, ms) => sum + ms)).toBe(30_000)
    expect(readiness[0]).toMatchObject({ ready: false, settled: 'never-good', waitedMs: 30_000 })
    expect(verdictOn(readiness[0])).toEqual({
      code: 'service.starting',
      evidence: [
        expect.stringMatching(/^waited 30\.0 s: 503 starting \(\d+ times, 0\.0 to 30\.0 s\)$/),
      ],
    })
  })

  test('a service that says so with a good status is reported so too', async () => {
    const { url } = await serveReadiness({ status: 200, body: { status: 'starting' } })
    const { readiness } = await waitFor({ backend: url }, { seconds: 10 })
    expect(verdictOn(readiness[0])?.code).toBe('service.starting')
  })

  test('a service that is not there is reported by its layer', async () => {
    const { readiness } = await waitFor(
      { backend: `http://127.0.0.1:${await closedPort()}` },
      { seconds: 10 },
    )
    expect(verdictOn(readiness[0])?.code).toBe('tcp.refused')
  })

  test('a service that lacks a dependency is reported by that', async () => {
    const { url } = await serveReadiness({ status: 503, body: { core_db: 'disconnected' } })
    const { readiness } = await waitFor({ backend: url }, { seconds: 10 })
    expect(verdictOn(readiness[0])?.code).toBe('dependency.down')
  })

  test('one that comes and goes is unstable, whatever it says last', async () => {
    let count = 0
    const { url } = await serveReadinessBy(() => {
      count += 1
      return count % 4 < 2 ? STARTING : READY
    })
    const { readiness } = await waitFor({ backend: url }, { seconds: 60 })
    expect(readiness[0]).toMatchObject({ ready: false, settled: 'mixed' })
    expect(readiness[0]?.history.slice(0, 4)).toEqual([
      '503 starting (once, at 0.0 s)',
      'ready (2 times, 0.3 to 0.8 s)',
      '503 starting (2 times, 1.4 to 1.6 s)',
      'ready (2 times, 2.0 to 2.5 s)',
    ])
    expect(verdictOn(readiness[0])?.code).toBe('service.unstable')
  })

  test('a history of many turns is shown by its beginning and its end', async () => {
    let count = 0
    const { url } = await serveReadinessBy(() => {
      count += 1
      return count % 2 === 0 ? READY : STARTING
    })
    const { readiness } = await waitFor({ backend: url }, { seconds: 60 })
    expect(readiness[0]?.history).toHaveLength(21)
    expect(readiness[0]?.history[10]).toMatch(/^… \d+ more turns …$/)
  })
})
