import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { askWith } from './support/ask-with.ts'
import { serveBytes, serveHttp, serveTcp } from './support/serve.ts'

const OK = 'HTTP/1.1 200 OK\r\n'

describe('no answer', () => {
  test.each([
    ['garbage', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['binary garbage', '\x00\x01\x02\xff\xfe\r\n\r\n'],
    ['a status line without a status', 'HTTP/1.1 OK\r\n\r\n'],
    ['both lengths', `${OK}content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n`],
    ['a chunk without a size', `${OK}transfer-encoding: chunked\r\n\r\nzz\r\n`],
    ['NUL in a header', `${OK}x-a: \x00\r\n\r\n`],
    [
      'an upgrade nobody asked for',
      'HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
    ],
    ['a continue nobody asked for', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ])('because what came is %s is http.malformed, asked once', async (_what, text) => {
    const { url } = await serveBytes(text)
    expect(await askWith(url, { timeoutMs: 1_000 })).toMatchObject({
      fault: 'http.malformed',
      tries: 1,
    })
  })

  test('because the headers never end is http.malformed', async () => {
    const { url } = await serveBytes(OK, (socket) => {
      const flood = () => {
        while (!socket.destroyed && socket.write(`x-endless: ${'x'.repeat(1_000)}\r\n`));
      }
      flood()
      socket.on('drain', flood)
    })
    expect(await askWith(url)).toMatchObject({
      fault: 'http.malformed',
      detail: expect.stringContaining('headers'),
    })
  })

  test('because the body never ends in size is http.malformed that says how much came', async () => {
    let written = 0
    const { url } = await serveHttp((_asked, answer) => {
      const flood = () => {
        while (!answer.destroyed && answer.write(Buffer.alloc(65_536))) written += 65_536
      }
      flood()
      answer.on('drain', flood)
    })
    expect(await askWith(url, { bodyLimitBytes: 100_000 })).toMatchObject({
      fault: 'http.malformed',
      detail: expect.stringMatching(
        /^127\.0\.0\.1:\d+: \d{6} bytes of the body came and there was more, and the limit is 100000 bytes$/,
      ),
    })
    expect(written).toBeLessThan(20_000_000)
  })

  test('because the body is declared huge is http.malformed before it comes', async () => {
    const { url } = await serveBytes(`${OK}content-length: 5000000000\r\n\r\nabc`)
    expect(await askWith(url)).toMatchObject({
      fault: 'http.malformed',
      detail: expect.stringContaining('the answer declares 5000000000 bytes'),
    })
  })

  test.each([
    ['a bomb', gzipSync(Buffer.alloc(50_000_000)), 'to more than the limit of 524288'],
    ['cut short', gzipSync('hello, hello').subarray(0, 20), 'is gzip that is cut off'],
    ['no gzip', Buffer.from('hello'), 'is not the gzip it says it is'],
  ])('because the gzip body is %s is http.malformed', async (_what, body, words) => {
    const { url } = await serveHttp((_asked, answer) =>
      answer.writeHead(200, { 'content-encoding': 'gzip' }).end(body),
    )
    expect(await askWith(url)).toMatchObject({
      fault: 'http.malformed',
      detail: expect.stringContaining(words),
    })
  })

  test.each(['gzip', 'gzip, gzip, gzip, gzip'])(
    'because it is compressed with %s is http.malformed',
    async (encoding) => {
      const { url } = await serveHttp((_asked, answer) =>
        answer.writeHead(200, { 'content-encoding': encoding }).end('x'),
      )
      expect(await askWith(url)).toMatchObject({
        fault: 'http.malformed',
        detail: expect.stringMatching(/compressed|not the gzip/),
      })
    },
  )

  // As browsers and Node's fetch do (Fetch standard, "handle content codings").
  test.each(['compress', 'none', '__proto__'])(
    'is made of an unknown coding, %s',
    async (coding) => {
      const { url } = await serveHttp((_asked, answer) =>
        answer.writeHead(200, { 'content-encoding': coding }).end('x'),
      )
      expect(await askWith(url)).toMatchObject({ kind: 'answer', text: 'x' })
    },
  )

  test('never holds what was sent', async () => {
    const { url } = await serveTcp((socket) => socket.on('data', (sent) => socket.end(sent)))
    const exchange = await askWith(url, {
      method: 'POST',
      headers: { authorization: 'Bearer s3cret' },
      body: 's3cret',
    })
    expect(exchange).toMatchObject({ fault: 'http.malformed' })
    expect(JSON.stringify(exchange)).not.toContain('s3cret')
  })
})
