import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../helpers/http/exchange.ts'
import { Blocked } from '../../helpers/session/check-result.ts'
import { CircuitBreaker } from '../../helpers/session/circuit-breaker.ts'
import { answer, silence } from '../diagnosis/support/facts.ts'

/** Three routes that hang are all; a second try gets 30 ms. */
const TARGET = { maxConcurrentRequests: 3, requestTimeoutMs: 100 }

/** A circuit breaker whose health checks get these answers, and how many it sent. */
function breakerWith(...healths: readonly Exchange[]) {
  let asked = 0
  const breaker = new CircuitBreaker(async () => {
    const exchange = healths[Math.min(asked, healths.length - 1)] ?? answer(200)
    asked += 1
    return { exchange, promise: 'GET /health answers' }
  }, TARGET)
  const ask = (exchange: Exchange, route?: string) =>
    breaker.call(
      'backend',
      async ({ onTurn, onResult }) => {
        await onTurn()
        onResult(exchange)
        return exchange
      },
      route,
    )
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

/** A gateway's answer after that many milliseconds. */
const gateway = (totalMs: number) => ({ ...answer(504), timing: { totalMs } })

test('a gateway that waited for the app counts as silence, and one that answers at once does not', async () => {
  const quick = breakerWith(answer(200))
  await quick.ask(gateway(20))
  await quick.ask(answer(200))
  expect(quick.asked()).toBe(0)
  const slow = breakerWith(gateway(2_500))
  await slow.ask(gateway(2_500))
  await expect(slow.ask(answer(200))).rejects.toThrow(Blocked)
  expect(slow.asked()).toBe(1)
})

test('the result of a request is recorded before the next one gets its turn', async () => {
  const { breaker } = breakerWith(silence('http.timeout'))
  const next = await new Promise<Promise<unknown>>((resolve) => {
    void breaker.call('backend', async ({ onTurn, onResult }) => {
      await onTurn()
      onResult(silence('http.timeout'))
      resolve(breaker.need('backend') ?? Promise.resolve())
      return silence('http.timeout')
    })
  }).catch((reason) => reason)
  expect(next).toBeInstanceOf(Blocked)
})

test('the circuit of another service stays closed', async () => {
  const { ask, breaker } = breakerWith(silence('http.timeout'))
  await ask(silence('http.timeout'))
  await breaker.need('auth')
})

test('a health check that our own process could not send closes the circuit, and the next timeout makes it half-open again', async () => {
  let asked = 0
  const breaker = new CircuitBreaker(async () => {
    asked += 1
    if (asked === 1) throw new Error('held up')
    return { exchange: answer(200), promise: 'GET /health answers' }
  }, TARGET)
  breaker.record('backend', silence('http.timeout'))
  await expect(breaker.need('backend')).rejects.toThrow('held up')
  await breaker.need('backend')
  breaker.record('backend', silence('http.timeout'))
  await breaker.need('backend')
  expect(asked).toBe(2)
})

describe('several routes that hang while the health check is answered', () => {
  /** All are under way together. */
  const hang = (
    { breaker }: Pick<ReturnType<typeof breakerWith>, 'breaker'>,
    routes: readonly string[],
  ) =>
    Promise.all(
      routes.map((route) =>
        breaker.call(
          'backend',
          async ({ onTurn, onResult }) => {
            await onTurn()
            await sleep(20)
            const silent = { ...silence('http.timeout'), timing: { totalMs: 20 } }
            onResult(silent)
            return silent
          },
          route,
        ),
      ),
    )

  test('open the circuit after one second try without an answer', async () => {
    const { ask, breaker, asked } = breakerWith(answer(200))
    await hang({ breaker }, ['GET /a', 'GET /b', 'GET /c'])
    await breaker.callAgain('backend', async (terms) => {
      expect(terms).toEqual({ timeoutMs: 6, priority: 'inPlace' })
      return silence('http.timeout')
    })
    await expect(ask(answer(200), 'GET /d')).rejects.toMatchObject({
      findings: [{ code: 'http.timeout', summary: expect.stringContaining('none of 3 routes') }],
    })
    expect(asked()).toBe(1)
  })

  test('get a second try by how long the last of them was waited for', async () => {
    const { breaker } = breakerWith(answer(200))
    await hang({ breaker }, ['GET /a'])
    await breaker.callAgain('backend', async ({ timeoutMs }) => {
      expect(timeoutMs).toBe(6)
      return answer(200)
    })
    await breaker.callAgain('backend', async ({ timeoutMs }) => {
      expect(timeoutMs).toBe(30)
      return answer(200)
    })
  })

  test('do not, if the second try is answered', async () => {
    const { ask, breaker } = breakerWith(answer(200))
    await hang({ breaker }, ['GET /a', 'GET /b', 'GET /c'])
    const next = ask(answer(200), 'GET /d')
    await breaker.callAgain('backend', async () => answer(200))
    expect(await next).toMatchObject({ kind: 'answer' })
  })

  test('do not, if they are fewer, or the same one, or another was answered between them', async () => {
    for (const routes of [
      ['GET /a', 'GET /b'],
      ['GET /a', 'GET /a', 'GET /a', 'GET /a'],
    ]) {
      const { ask, breaker } = breakerWith(answer(200))
      await hang({ breaker }, routes)
      expect(await ask(answer(200), 'GET /d')).toMatchObject({ kind: 'answer' })
    }
    const { ask, breaker } = breakerWith(answer(200))
    await hang({ breaker }, ['GET /a', 'GET /b'])
    await ask(answer(200), 'GET /d')
    await hang({ breaker }, ['GET /c'])
    expect(await ask(answer(200), 'GET /d')).toMatchObject({ kind: 'answer' })
  })
})
