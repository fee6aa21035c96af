import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createHttpClient } from '../../helpers/http/http-client.ts'
import { readInPieces } from '../../helpers/http/read-pieces.ts'

/** Asks a server for a body that is read in pieces; its text in clear, and the status of each try. */
async function ask(listener: RequestListener, limitBytes = 1_000_000) {
  const server = createServer(listener)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const client = createHttpClient({ timeoutMs: 5_000, userAgent: 'test', processEnv: {} })
  const heads: number[] = []
  const pieces = readInPieces(({ status }) => {
    heads.push(status)
    const came: Buffer[] = []
    return { came, add: (piece: Uint8Array) => came.push(Buffer.from(piece)) }
  }, limitBytes)
  const exchange = await client.ask({
    method: 'GET',
    url,
    headers: { 'accept-encoding': 'gzip, br' },
    bodyLimitBytes: limitBytes,
    follow: pieces.follower,
  })
  const settled = await pieces.settle(exchange)
  await client.close()
  await new Promise((done) => server.close(done))
  const clear = settled.reader && Buffer.concat(settled.reader.came).toString()
  return { heads, exchange: settled.exchange, clear }
}

const TEXT = 'all of it \u00e4 '.repeat(20_000)
const answer =
  (body: Buffer | string, encoding?: string): RequestListener =>
  (_, response) => {
    if (encoding !== undefined) response.setHeader('content-encoding', encoding)
    response.end(body)
  }

describe('a body that is read in pieces', () => {
  test.for([
    ['as it is', answer(TEXT)],
    ['as identity', answer(TEXT, 'identity')],
    ['as gzip', answer(gzipSync(TEXT), 'gzip')],
    ['as gzip without its checksum', answer(gzipSync(TEXT).subarray(0, -8), 'gzip')],
    ['as two members, and so on', answer(Buffer.concat([gzipSync(TEXT), gzipSync('x')]), 'gzip')],
    ['as br', answer(brotliCompressSync(TEXT), 'br')],
    ['as deflate', answer(deflateSync(TEXT), 'deflate')],
    ['as deflate without its wrapper', answer(deflateRawSync(TEXT), 'deflate')],
    ['as gzip in gzip', answer(gzipSync(gzipSync(TEXT)), 'gzip, gzip')],
    ['as a coding that is none', answer(TEXT, 'utf-8')],
  ] as const)('comes whole, and the answer has its beginning alone: %s', async ([, listener]) => {
    const { exchange, clear } = await ask(listener)
    expect(clear).toBe(TEXT)
    expect(exchange).toMatchObject({ kind: 'answer', status: 200 })
    const text = exchange.kind === 'answer' ? exchange.text : ''
    expect(text.length).toBeLessThan(2_100)
    expect(TEXT.startsWith(text.slice(0, 400))).toBe(true)
  })

  test.for([
    ['is no gzip', answer(TEXT, 'gzip'), /is not the gzip it says it is/],
    ['is cut', answer(gzipSync(TEXT).subarray(0, 100), 'gzip'), /is gzip that is cut off/],
    ['is larger in clear', answer(gzipSync(TEXT.repeat(20)), 'gzip'), /more than the limit of/],
    ['is larger', answer(TEXT.repeat(20)), /the limit is/],
    ['is compressed four times', answer('x', 'br, br, br, br'), /compressed 4 times over/],
  ] as const)('is no answer where it %s', async ([, listener, detail]) => {
    const { exchange, clear } = await ask(listener)
    expect(clear).toBeUndefined()
    expect(exchange).toMatchObject({ kind: 'no-answer', fault: 'http.malformed' })
    expect(exchange).toMatchObject({ detail: expect.stringMatching(detail) })
  })

  test('is read from its beginning at each try', async () => {
    let tries = 0
    const { heads, clear } = await ask((_, response) => {
      tries += 1
      if (tries === 1) response.writeHead(503).end('not yet')
      else response.end('now')
    })
    expect({ heads, clear }).toEqual({ heads: [503, 200], clear: 'now' })
  })
})
