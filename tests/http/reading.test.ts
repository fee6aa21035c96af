import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { askWith, clientWith } from './support/ask-with.ts'
import { serveHttp } from './support/serve.ts'

/** A server whose answer is written by `answer`, and the exchange with it. */
async function serving(answer: (response: ServerResponse) => void) {
  let closed = 0
  const { url } = await serveHttp((_asked, response) => {
    response.on('close', () => {
      closed += 1
    })
    answer(response)
  })
  return { url, closed: () => closed }
}

const stream = (response: ServerResponse) =>
  response
    .writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
    .write('data: 1\n\n')

describe('an answer of which the status is asked', () => {
  test('is closed at its head where its type says that it goes on', async () => {
    const { url, closed } = await serving(stream)
    const exchange = await askWith(url, { reads: 'status' })
    expect(exchange).toMatchObject({ kind: 'answer', status: 200, rest: 'closed' })
    expect(exchange.timing.totalMs).toBeLessThan(900)
    await expect.poll(closed).toBe(1)
  })

  test('is closed a second after its head where its body goes on', async () => {
    const { url, closed } = await serving((response) => response.writeHead(200).write('word '))
    const exchange = await askWith(url, { reads: 'status' })
    expect(exchange).toMatchObject({ kind: 'answer', status: 200, rest: 'closed', text: 'word ' })
    expect(exchange.timing.totalMs).toBeGreaterThan(990)
    await expect.poll(closed).toBe(1)
  })

  test('is read whole where it is a refusal, whatever its type', async () => {
    const { url } = await serving((response) => {
      response.writeHead(401, { 'content-type': 'text/event-stream' }).write('data: ')
      setTimeout(() => response.end('no\n\n'), 50)
    })
    const exchange = await askWith(url, { reads: 'status' })
    expect(exchange).toMatchObject({ status: 401, text: 'data: no\n\n' })
    expect(exchange).not.toHaveProperty('rest')
  })

  test('is an answer like any other where it ends', async () => {
    const { url } = await serving((response) => response.end('{"a":1}'))
    const client = clientWith()
    for (const _ of [1, 2]) {
      const exchange = await client.ask({ method: 'GET', url, reads: 'status' })
      expect(exchange).toMatchObject({ status: 200, json: { a: 1 } })
      expect(exchange).not.toHaveProperty('rest')
    }
  })

  test('leaves no connection behind that the next request would be sent on', async () => {
    const { url, closed } = await serving(stream)
    const client = clientWith({ perHost: 1 })
    await client.ask({ method: 'GET', url, reads: 'status' })
    expect(await client.ask({ method: 'GET', url, reads: 'status' })).toMatchObject({ status: 200 })
    await expect.poll(closed).toBe(2)
  })

  test('is not decoded where only a beginning of compressed bytes came', async () => {
    const { url } = await serving((response) =>
      response
        .writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' })
        .flushHeaders(),
    )
    expect(await askWith(url, { reads: 'status' })).toMatchObject({ status: 200, text: '' })
  })
})

test('an answer that is asked for whole is not closed, whatever its type', async () => {
  const { url } = await serving(stream)
  expect(await askWith(url, { timeoutMs: 700 })).toMatchObject({ fault: 'http.timeout' })
})
