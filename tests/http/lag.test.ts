import { describe, expect, test } from 'vitest'
import { createLagMonitor, type LagClock, wasHeldUp } from '../../helpers/http/deadline.ts'
import { holdUp } from '../support/hold-up.ts'
import { askWith, clientWith } from './support/ask-with.ts'
import { serveHttp, serveTcp } from './support/serve.ts'

/** A clock that stands still until it is moved, and a timer that fires when the test says so. */
function handClock() {
  let now = 0
  let tick = () => {}
  const clock: LagClock = {
    now: () => now,
    every: (_ms, call) => {
      tick = call
      return () => {
        tick = () => {}
      }
    },
  }
  return {
    clock,
    pass: (ms: number) => {
      now += ms
    },
    tick: () => tick(),
  }
}

describe('the lag monitor', () => {
  test('counts nothing while its timer is on time', () => {
    const { clock, pass, tick } = handClock()
    const lag = createLagMonitor(clock)
    for (let i = 0; i < 10; i += 1) {
      pass(52)
      tick()
    }
    expect(lag.heldUpMs(0)).toBe(0)
  })

  test('counts what the timer came too late', () => {
    const { clock, pass, tick } = handClock()
    const lag = createLagMonitor(clock)
    for (const ms of [50, 350, 50, 150]) {
      pass(ms)
      tick()
    }
    expect(lag.heldUpMs(0)).toBe(400)
  })

  test('counts only what was after the given moment', () => {
    const { clock, pass, tick } = handClock()
    const lag = createLagMonitor(clock)
    for (const ms of [350, 50, 350]) {
      pass(ms)
      tick()
    }
    expect(lag.heldUpMs(200)).toBe(150 + 300)
    expect(lag.heldUpMs(400)).toBe(300)
    expect(lag.heldUpMs(750)).toBe(0)
  })

  test('counts a hold-up that has not been noted yet', () => {
    const { clock, pass } = handClock()
    const lag = createLagMonitor(clock)
    pass(1_050)
    expect(lag.heldUpMs(0)).toBe(1_000)
  })

  test('counts nothing once it is closed', () => {
    const { clock, pass } = handClock()
    const lag = createLagMonitor(clock)
    lag.close()
    pass(5_000)
    expect(lag.heldUpMs(0)).toBe(0)
  })

  test('sees a real hold-up, and does not keep the process alive', async () => {
    const lag = createLagMonitor()
    const since = performance.now()
    holdUp(300)
    expect(lag.heldUpMs(since)).toBeGreaterThan(200)
    await new Promise((later) => setTimeout(later, 100))
    expect(lag.heldUpMs(since)).toBeGreaterThan(200)
    lag.close()
  })
})

test.each([
  [{ timeoutMs: 1_000, lateMs: 3, heldUpMs: 0 }, false],
  [{ timeoutMs: 1_000, lateMs: 3, heldUpMs: 200 }, false],
  [{ timeoutMs: 1_000, lateMs: 3, heldUpMs: 201 }, true],
  [{ timeoutMs: 10_000, lateMs: 501, heldUpMs: 0 }, true],
])('a deadline that passed with %o is ours: %s', (passed, ours) => {
  expect(wasHeldUp(passed)).toBe(ours)
})

describe('a deadline that passes while this process is held up', () => {
  test('is own.lag, no finding', async () => {
    const { url } = await serveTcp(() => {})
    const lag = createLagMonitor()
    const asking = askWith(url, { timeoutMs: 600, client: { lag } })
    setTimeout(() => holdUp(400), 50)
    expect(await asking).toMatchObject({
      fault: 'own.lag',
      detail: expect.stringContaining('this process was held up'),
    })
    lag.close()
  })

  test('is own.lag when only the timer shows it', async () => {
    const { url } = await serveTcp(() => {})
    const asking = askWith(url, { timeoutMs: 200 })
    setTimeout(() => holdUp(900), 50)
    expect(await asking).toMatchObject({ fault: 'own.lag' })
  })

  test('is own.lag when an injected monitor says so', async () => {
    const { url } = await serveTcp(() => {})
    const lag = { heldUpMs: () => 90, close: () => {} }
    expect(await askWith(url, { timeoutMs: 200, client: { lag } })).toMatchObject({
      fault: 'own.lag',
    })
  })

  test('is still an answer when the answer had come', async () => {
    const { url } = await serveHttp((_asked, answer) => answer.end('ok'))
    const lag = createLagMonitor()
    const client = clientWith({ lag })
    await client.ask({ method: 'GET', url })
    const asking = client.ask({ method: 'GET', url, timeoutMs: 200 })
    // Far enough for the request to have left and the server, here in the same process, to answer.
    await new Promise((next) => setImmediate(() => setImmediate(() => setImmediate(next))))
    holdUp(400)
    expect(await asking).toMatchObject({ status: 200 })
    lag.close()
  })

  test('is http.timeout when the monitor saw no hold-up', async () => {
    const { url } = await serveTcp(() => {})
    const lag = { heldUpMs: () => 0, close: () => {} }
    expect(await askWith(url, { timeoutMs: 700, client: { lag } })).toMatchObject({
      fault: 'http.timeout',
    })
  })
})
