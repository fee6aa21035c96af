import { describe, expect, test } from 'vitest'
import { READY, STARTING, serveReadiness } from './support/serve-readiness.ts'
import { waitFor } from './support/wait-for.ts'

describe('Retry-After', () => {
  const busy = (value: string) => ({ ...STARTING, headers: { 'retry-after': value } })
  const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toUTCString()

  test('in seconds is obeyed', async () => {
    const { url } = await serveReadiness(busy('7'), READY)
    const { pauses } = await waitFor({ backend: url }, { seconds: 60 })
    expect(pauses[0]).toBe(7_000)
  })

  test('as a date is obeyed', async () => {
    const { url } = await serveReadiness(busy(inSeconds(9)), READY)
    const { pauses } = await waitFor({ backend: url }, { seconds: 60 })
    expect(pauses[0]).toBeGreaterThan(7_500)
    expect(pauses[0]).toBeLessThanOrEqual(9_000)
  })

  test.for(['0', inSeconds(-3_600), '-5', 'soon', ''])(
    'of "%s" leaves the pause as it is',
    async (value) => {
      const { url } = await serveReadiness(busy(value), READY)
      const { pauses } = await waitFor({ backend: url }, { seconds: 60 })
      expect(pauses[0]).toBe(250)
    },
  )

  test.for(['86400', '99999999999999999999', inSeconds(10 * 365 * 86_400)])(
    'of %s never leads beyond the deadline, where it is asked once more',
    async (value) => {
      const { url, asked } = await serveReadiness(busy(value), READY)
      const { pauses, readiness } = await waitFor({ backend: url }, { seconds: 30 })
      expect(pauses).toEqual([30_000])
      expect(asked()).toBe(2)
      expect(readiness[0]).toMatchObject({
        waitedMs: 30_000,
        history: ['503 starting (once, at 0.0 s)', 'ready (once, at 30.0 s)'],
      })
    },
  )
})
