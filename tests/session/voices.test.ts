import { expect, test } from 'vitest'
import type { Exchange } from '../../helpers/http/exchange.ts'
import { Blocked } from '../../helpers/session/outcome.ts'
import { createVoices } from '../../helpers/session/voices.ts'
import { answer, silence } from '../diagnosis/support/facts.ts'

/** Voices whose services answer for their health as given, and how often they were asked for it. */
function listening(...healths: readonly Exchange[]) {
  let asked = 0
  const voices = createVoices(async () => {
    const exchange = healths[Math.min(asked, healths.length - 1)] ?? answer(200)
    asked += 1
    return { exchange, promise: 'GET /health answers' }
  })
  const ask = (exchange: Exchange) => voices.inTurn('backend', async () => exchange)
  return { voices, ask, asked: () => asked }
}

test('nobody is asked for their health while they answer', async () => {
  const { ask, asked } = listening()
  await ask(answer(200))
  await ask(silence('http.reset'))
  await ask(answer(500))
  expect(asked()).toBe(0)
})

test('one route that says nothing stops nobody where the service is well', async () => {
  const { ask, asked } = listening(answer(200))
  await ask(silence('http.timeout'))
  expect(await Promise.all([ask(answer(200)), ask(answer(200))])).toHaveLength(2)
  expect(asked()).toBe(1)
  await ask(silence('http.timeout'))
  await ask(answer(200))
  expect(asked()).toBe(2)
})

test('a service that fell silent blocks all that follows, by one question for its health', async () => {
  const { ask, voices, asked } = listening(silence('http.timeout'))
  await ask(silence('tcp.timeout'))
  const waiting = [ask(answer(200)), ask(answer(200)), voices.need('backend')]
  for (const one of await Promise.allSettled(waiting)) {
    expect(one).toMatchObject({ status: 'rejected', reason: expect.any(Blocked) })
    expect(one).toMatchObject({ reason: { findings: [{ code: 'http.timeout' }] } })
  }
  await expect(ask(answer(200))).rejects.toThrow(Blocked)
  expect(asked()).toBe(1)
})

test('another service is not doubted with it', async () => {
  const { ask, voices } = listening(silence('http.timeout'))
  await ask(silence('http.timeout'))
  await voices.need('auth')
})

test('a doubt that our own process could not settle is dropped, and the next silence raises it again', async () => {
  let asked = 0
  const voices = createVoices(async () => {
    asked += 1
    if (asked === 1) throw new Error('held up')
    return { exchange: answer(200), promise: 'GET /health answers' }
  })
  voices.note('backend', 'http.timeout')
  await expect(voices.need('backend')).rejects.toThrow('held up')
  await voices.need('backend')
  voices.note('backend', 'http.timeout')
  await voices.need('backend')
  expect(asked).toBe(2)
})
