import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { askWith, clientWith } from './support/ask-with.ts'
import { serveBytes, serveHttp } from './support/serve.ts'

describe('an answer', () => {
  test('is told with its status, headers, text and JSON', async () => {
    const { url } = await serveHttp((_asked, answer) => {
      answer.writeHead(201, {
        'Content-Type': 'text/plain',
        'Set-Cookie': ['a=1, x', 'b=2'],
        Vary: ['A', 'B'],
      })
      answer.end('{"status":"healthy"}')
    })
    expect(await askWith(`${url}/health?deep=1#part`)).toMatchObject({
      kind: 'answer',
      status: 201,
      asked: {
        method: 'GET',
        url: `${url}/health?deep=1`,
        traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
      headers: { 'content-type': 'text/plain', 'set-cookie': 'a=1, x\nb=2', vary: 'A, B' },
      text: '{"status":"healthy"}',
      json: { status: 'healthy' },
      tries: 1,
      earlier: [],
    })
  })

  test('has no JSON when its body is none', async () => {
    const { url } = await serveHttp((_asked, answer) => answer.end('<html>'))
    expect(await askWith(url)).toMatchObject({ text: '<html>', json: undefined })
  })

  test('that is large says the same at each look', async () => {
    const list = Array.from({ length: 1_500 }, (_, at) => ({ id: at, title: 'ä'.repeat(100) }))
    const { url } = await serveHttp((_asked, answer) => answer.end(JSON.stringify(list)))
    const got = await askWith(url)
    expect(got).toMatchObject({ text: JSON.stringify(list), json: list, tries: 1 })
    await sleep(1)
    expect(got).toMatchObject({ text: JSON.stringify(list), json: list })
  })

  test('that is a page of 900 KB is taken whole where so much is in order', async () => {
    const page = `<html>${'é'.repeat(450_000)}</html>`
    const { url } = await serveHttp((_asked, answer) => answer.end(page))
    expect(await askWith(url)).toMatchObject({ fault: 'http.malformed' })
    expect(await askWith(url, { bodyLimitBytes: 1_048_576 })).toMatchObject({
      status: 200,
      text: page,
      json: undefined,
    })
  })

  test('keeps NUL, and replaces what is not UTF-8', async () => {
    const { url } = await serveHttp((_asked, answer) =>
      answer.end(Buffer.from([0x61, 0x00, 0xff, 0x62])),
    )
    expect(await askWith(url)).toMatchObject({ text: 'a\u0000\ufffdb' })
  })

  test('loses its byte order mark', async () => {
    const { url } = await serveHttp((_asked, answer) => answer.end('\ufeff{"a":1}'))
    expect(await askWith(url)).toMatchObject({ text: '{"a":1}', json: { a: 1 } })
  })

  test('to HEAD has no body, however long it says one would be', async () => {
    const { url } = await serveHttp((_asked, answer) =>
      answer.writeHead(200, { 'content-length': 50_000_000 }).end(),
    )
    expect(await askWith(url, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
  })

  test('that redirects is the answer: nothing is sent elsewhere', async () => {
    const elsewhere = await serveHttp((_asked, answer) => answer.end('stolen'))
    const { url } = await serveHttp((_asked, answer) =>
      answer.writeHead(302, { location: elsewhere.url }).end(),
    )
    const exchange = await askWith(url, { headers: { authorization: 'Bearer secret' } })
    expect(exchange).toMatchObject({ status: 302, headers: { location: elsewhere.url } })
    expect(elsewhere.connections()).toBe(0)
  })

  test('may be preceded by informational ones', async () => {
    const { url } = await serveBytes(
      'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok',
    )
    expect(await askWith(url)).toMatchObject({ status: 200, text: 'ok' })
  })

  test.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['gzip, br', (text: string) => brotliCompressSync(gzipSync(text))],
  ])('is read when the server compresses with %s all the same', async (encoding, compress) => {
    const { url } = await serveHttp((_asked, answer) =>
      answer.writeHead(200, { 'content-encoding': encoding }).end(compress('{"a":1}')),
    )
    expect(await askWith(url)).toMatchObject({ status: 200, json: { a: 1 } })
  })

  test('is timed phase by phase, connecting only where it happened', async () => {
    const { port } = await serveHttp((_asked, answer) => setTimeout(() => answer.end('ok'), 50))
    const client = clientWith()
    const first = await client.ask({ method: 'GET', url: `http://localhost:${port}/` })
    const { dnsMs = -1, tcpMs = -1, firstByteMs = -1, totalMs } = first.timing
    expect([0, dnsMs, tcpMs, firstByteMs, totalMs]).toEqual(
      [0, dnsMs, tcpMs, firstByteMs, totalMs].toSorted((a, b) => a - b),
    )
    expect(firstByteMs).toBeGreaterThan(40)
    const second = await client.ask({ method: 'GET', url: `http://localhost:${port}/` })
    expect(Object.keys(second.timing)).toEqual(['firstByteMs', 'totalMs'])
  })
})

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
