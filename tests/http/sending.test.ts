import { describe, expect, test } from 'vitest'
import { askWith, clientWith } from './support/ask-with.ts'
import { serveHttp } from './support/serve.ts'

describe('a request', () => {
  test('names us, asks for no compression, and carries a trace of its own', async () => {
    const { url } = await serveHttp((asked, answer) => answer.end(JSON.stringify(asked.headers)))
    const client = clientWith()
    const [one, two] = [
      await client.ask({ method: 'GET', url }),
      await client.ask({ method: 'GET', url }),
    ]
    expect(one).toMatchObject({
      json: {
        'user-agent': 'post-deploy-smoke-test/1',
        'accept-encoding': 'identity',
        traceparent: expect.stringMatching(new RegExp(`^00-${one.asked.traceId}-[0-9a-f]{16}-01$`)),
      },
    })
    expect(one.asked.traceId).not.toBe(two.asked.traceId)
  })

  test('sends its body and its headers', async () => {
    const { url } = await serveHttp(async (asked, answer) => {
      const body = Buffer.concat(await asked.toArray()).toString()
      answer.end(
        JSON.stringify({ body, type: asked.headers['content-type'], method: asked.method }),
      )
    })
    const exchange = await askWith(url, {
      method: 'post',
      headers: { 'Content-Type': 'a/b' },
      body: '{"ü":1}',
    })
    expect(exchange).toMatchObject({ json: { body: '{"ü":1}', type: 'a/b', method: 'POST' } })
  })

  test.each([
    ['no URL', { url: 'nonsense' }],
    ['another scheme', { url: 'ftp://127.0.0.1/' }],
    ['credentials in the URL', { url: 'http://user:secret@127.0.0.1/' }],
    ['a header that would be two', { headers: { 'x-a': 'secret\r\nx-b: 1' } }],
    ['a header beyond Latin-1', { headers: { 'x-a': 'secret \u2603' } }],
    ['a header name with a blank', { headers: { 'x a': 'secret' } }],
    ['a method with a blank', { method: 'GET /' }],
    ['a header of the connection', { headers: { 'transfer-encoding': 'secret' } }],
  ])('with %s is refused as wrong use, without its secrets', async (_what, spec) => {
    const asking = askWith('http://127.0.0.1:9/', spec)
    await expect(asking).rejects.toThrow(TypeError)
    await expect(asking).rejects.not.toThrow(/secret/)
  })

  test('is counted, and so is each time it was asked again', async () => {
    const statuses = [503]
    const { url } = await serveHttp((_asked, answer) =>
      answer.writeHead(statuses.shift() ?? 200).end(),
    )
    const client = clientWith()
    await client.ask({ method: 'GET', url })
    await client.ask({ method: 'POST', url })
    expect(client.sent()).toBe(3)
  })
})

describe('connections', () => {
  test('are reused', async () => {
    const { url, connections } = await serveHttp((_asked, answer) => answer.end('ok'))
    const client = clientWith()
    for (let i = 0; i < 5; i += 1) await client.ask({ method: i % 2 ? 'GET' : 'DELETE', url })
    expect(connections()).toBe(1)
  })

  test('are not, for what must not be sent twice, or where another instance is wanted', async () => {
    const { url, connections } = await serveHttp((_asked, answer) => answer.end('ok'))
    const client = clientWith()
    await client.ask({ method: 'GET', url })
    await client.ask({ method: 'POST', url })
    expect(connections()).toBe(2)
    await client.ask({ method: 'GET', url })
    expect(connections()).toBe(2)
    await client.ask({ method: 'GET', url, connection: 'fresh' })
    expect(connections()).toBe(3)
  })

  test('to one origin are at most four, served in turn', async () => {
    let underWay = 0
    let most = 0
    const order: string[] = []
    const { url, connections } = await serveHttp((asked, answer) => {
      order.push(asked.url ?? '')
      underWay += 1
      most = Math.max(most, underWay)
      setTimeout(() => {
        underWay -= 1
        answer.end()
      }, 20)
    })
    const client = clientWith()
    await Promise.all(
      Array.from({ length: 35 }, (_, i) => client.ask({ method: 'GET', url: `${url}/${i}` })),
    )
    expect(most).toBe(4)
    expect(connections()).toBeLessThanOrEqual(4)
    expect(order.slice(4).map((path) => Number(path.slice(1)) >= 4)).not.toContain(false)
  })

  test('hand their result over before the next one gets the turn', async () => {
    const { url } = await serveHttp((_asked, answer) => answer.end())
    const client = clientWith({ perHost: 1 })
    const order: string[] = []
    await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        client.ask({
          method: 'GET',
          url: `${url}/${name}`,
          onTurn: async () => void order.push(`turn of ${name}`),
          onResult: ({ kind }) => void order.push(`${kind} of ${name}`),
        }),
      ),
    )
    expect(order).toEqual(
      ['a', 'b', 'c'].flatMap((name) => [`turn of ${name}`, `answer of ${name}`]),
    )
  })

  test('that are waited for do not use the deadline up', async () => {
    const { url } = await serveHttp((_asked, answer) => setTimeout(() => answer.end(), 150))
    const client = clientWith({ perHost: 1, timeoutMs: 600 })
    const exchanges = await Promise.all(
      [1, 2, 3, 4, 5].map(() => client.ask({ method: 'GET', url })),
    )
    expect(exchanges.map(({ kind }) => kind)).toEqual(Array(5).fill('answer'))
    expect(Math.max(...exchanges.map(({ timing }) => timing.totalMs))).toBeLessThan(600)
  })
})
