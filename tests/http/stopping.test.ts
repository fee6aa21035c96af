import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { clientWith } from './support/ask-with.ts'
import { serveHttp, serveTcp } from './support/serve.ts'

const CANCELLED = { kind: 'no-answer', fault: 'own.cancelled' }

describe('a run that is stopped', () => {
  test('ends what is under way and what waits for its turn at once', async () => {
    const { url } = await serveTcp(() => {})
    const stop = new AbortController()
    const client = clientWith({ signal: stop.signal, perHost: 2 })
    const asking = Array.from({ length: 20 }, () => client.ask({ method: 'GET', url }))
    await sleep(50)
    const at = performance.now()
    stop.abort()
    expect(await Promise.all(asking)).toEqual(Array(20).fill(expect.objectContaining(CANCELLED)))
    expect(performance.now() - at).toBeLessThan(1_000)
    expect(client.sent()).toBe(2)
  })

  test('ends what is pausing before it asks again', async () => {
    const { url } = await serveHttp((_asked, answer) =>
      answer.writeHead(503, { 'retry-after': '3' }).end(),
    )
    const stop = new AbortController()
    const asking = clientWith({ signal: stop.signal }).ask({ method: 'GET', url })
    await sleep(200)
    stop.abort()
    expect(await asking).toMatchObject({ ...CANCELLED, earlier: [expect.stringContaining('503')] })
  })

  test('sends nothing more', async () => {
    const { url, connections } = await serveHttp((_asked, answer) => answer.end())
    const client = clientWith({ signal: AbortSignal.abort() })
    expect(await client.ask({ method: 'GET', url })).toMatchObject(CANCELLED)
    expect([client.sent(), connections()]).toEqual([0, 0])
  })

  test('listens to its signal once, however many requests there are', async () => {
    const { url } = await serveHttp((_asked, answer) => answer.end())
    const warnings: unknown[] = []
    const note = (warning: unknown) => warnings.push(warning)
    process.on('warning', note)
    const client = clientWith({ signal: new AbortController().signal })
    await Promise.all(Array.from({ length: 50 }, () => client.ask({ method: 'GET', url })))
    await sleep(10)
    process.off('warning', note)
    expect(warnings).toEqual([])
  })
})

describe('a client that is closed', () => {
  test('ends what is under way, and keeps no connection', async () => {
    let open = 0
    const { url } = await serveTcp((socket) => {
      open += 1
      socket.resume()
      socket.on('close', () => {
        open -= 1
      })
    })
    const client = clientWith()
    const asking = client.ask({ method: 'GET', url })
    await sleep(50)
    expect(open).toBe(1)
    await client.close()
    expect(await asking).toMatchObject(CANCELLED)
    expect(await client.ask({ method: 'GET', url })).toMatchObject(CANCELLED)
    await expect.poll(() => open).toBe(0)
  })
})
