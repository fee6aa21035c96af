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
