import { expect, test } from 'vitest'
import type { Exchange } from '../../helpers/http/exchange.ts'
import { Blocked } from '../../helpers/session/check-result.ts'
import { createCircuitBreaker } from '../../helpers/session/circuit-breaker.ts'
import { answer, silence } from '../diagnosis/support/facts.ts'

/** A circuit breaker whose health checks get these answers, and how many it sent. */
function breakerWith(...healths: readonly Exchange[]) {
  let asked = 0
  const breaker = createCircuitBreaker(async () => {
    const exchange = healths[Math.min(asked, healths.length - 1)] ?? answer(200)
    asked += 1
    return { exchange, promise: 'GET /health answers' }
  })
  const ask = (exchange: Exchange) =>
    breaker.call('backend', async (closed) => {
      await closed()
      return exchange
    })
  return { breaker, ask, asked: () => asked }
}

test('no health check is sent while the service answers', async () => {
  const { ask, asked } = breakerWith()
  await ask(answer(200))
  await ask(silence('http.reset'))
  await ask(answer(500))
  expect(asked()).toBe(0)
})

test('one silent route blocks no request if the service answers its health check', async () => {
  const { ask, asked } = breakerWith(answer(200))
  await ask(silence('http.timeout'))
  expect(await Promise.all([ask(answer(200)), ask(answer(200))])).toHaveLength(2)
  expect(asked()).toBe(1)
  await ask(silence('http.timeout'))
  await ask(answer(200))
  expect(asked()).toBe(2)
})

test('a silent service blocks every later request, after one health check', async () => {
  const { ask, breaker, asked } = breakerWith(silence('http.timeout'))
  await ask(silence('tcp.timeout'))
  const waiting = [ask(answer(200)), ask(answer(200)), breaker.need('backend')]
  for (const one of await Promise.allSettled(waiting)) {
    expect(one).toMatchObject({ status: 'rejected', reason: expect.any(Blocked) })
    expect(one).toMatchObject({ reason: { findings: [{ code: 'http.timeout' }] } })
  }
  await expect(ask(answer(200))).rejects.toThrow(Blocked)
  expect(asked()).toBe(1)
})

test('the circuit of another service stays closed', async () => {
  const { ask, breaker } = breakerWith(silence('http.timeout'))
  await ask(silence('http.timeout'))
  await breaker.need('auth')
})

test('a health check that our own process could not send closes the circuit, and the next timeout makes it half-open again', async () => {
  let asked = 0
  const breaker = createCircuitBreaker(async () => {
    asked += 1
    if (asked === 1) throw new Error('held up')
    return { exchange: answer(200), promise: 'GET /health answers' }
  })
  breaker.record('backend', 'http.timeout')
  await expect(breaker.need('backend')).rejects.toThrow('held up')
  await breaker.need('backend')
  breaker.record('backend', 'http.timeout')
  await breaker.need('backend')
  expect(asked).toBe(2)
})
