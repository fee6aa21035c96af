import { describe, expect, test } from 'vitest'
import { askWith } from './support/ask-with.ts'
import { closedPort, serveBytes, serveTcp } from './support/serve.ts'
import { stalledPort } from './support/stalled-port.ts'

const OK = 'HTTP/1.1 200 OK\r\n'

describe('no answer', () => {
  test('because the name has no address is dns.unresolved, asked once', async () => {
    expect(await askWith('http://smoke-test.invalid/')).toMatchObject({
      kind: 'no-answer',
      fault: 'dns.unresolved',
      detail: expect.stringContaining('smoke-test.invalid:80'),
      tries: 1,
    })
  })

  test('because nothing listens is tcp.refused', async () => {
    const port = await closedPort()
    expect(await askWith(`http://127.0.0.1:${port}/`, { again: 'never' })).toMatchObject({
      fault: 'tcp.refused',
      detail: `127.0.0.1:${port}: the connection was refused (ECONNREFUSED)`,
      tries: 1,
    })
  })

  test.skipIf(process.platform !== 'linux')(
    'because the connection is not accepted is tcp.timeout, after one deadline',
    async () => {
      const port = await stalledPort()
      const exchange = await askWith(`http://127.0.0.1:${port}/`, { timeoutMs: 1_000 })
      expect(exchange).toMatchObject({ fault: 'tcp.timeout', tries: 1 })
      expect(exchange).toMatchObject({
        detail: `127.0.0.1:${port}: the connection was not accepted within 1000 ms`,
      })
      expect(exchange.timing.totalMs).toBeLessThan(3_000)
    },
  )

  test('because the server is silent is http.timeout, after one deadline', async () => {
    const { url, port } = await serveTcp(() => {})
    const exchange = await askWith(url, { timeoutMs: 1_000 })
    expect(exchange).toMatchObject({
      fault: 'http.timeout',
      detail: `127.0.0.1:${port}: connected to 127.0.0.1:${port}, but not one byte of an answer came within 1000 ms`,
      tries: 1,
    })
    expect(exchange.timing.totalMs).toBeLessThan(3_000)
  })

  test('because the body never ends is http.timeout that says how far it came', async () => {
    const { url } = await serveBytes(`${OK}content-length: 10\r\n\r\nabc`)
    expect(await askWith(url, { timeoutMs: 700 })).toMatchObject({
      fault: 'http.timeout',
      detail: expect.stringContaining('after status 200 and 3 bytes of the body'),
      timing: { firstByteMs: expect.any(Number) },
    })
  })

  test('because it is dripped is http.timeout: the deadline is for all of it', async () => {
    const { url } = await serveBytes(`${OK}content-length: 1000\r\n\r\n`, (socket) => {
      const drip = setInterval(() => socket.write('x'), 20)
      socket.on('close', () => clearInterval(drip))
    })
    const exchange = await askWith(url, { timeoutMs: 1_000 })
    expect(exchange).toMatchObject({ fault: 'http.timeout' })
    expect(exchange.timing.totalMs).toBeLessThan(3_000)
  })

  test('because its headers are dripped is http.timeout that counts their bytes', async () => {
    const { url } = await serveBytes('HTTP/1.1 200 OK\r\nx-a: ')
    expect(await askWith(url, { timeoutMs: 700 })).toMatchObject({
      fault: 'http.timeout',
      detail: expect.stringContaining('after 22 bytes the headers'),
    })
  })

  test('because the connection is reset at once is http.reset', async () => {
    const { url } = await serveTcp((socket) => socket.resetAndDestroy())
    expect(await askWith(url, { method: 'POST' })).toMatchObject({
      fault: 'http.reset',
      detail: expect.stringContaining('ECONNRESET'),
      tries: 1,
    })
  })

  test('because the connection is closed without a word is http.reset', async () => {
    const { url } = await serveTcp((socket) => socket.once('data', () => socket.end()))
    expect(await askWith(url, { method: 'POST' })).toMatchObject({ fault: 'http.reset' })
  })

  test.each([
    ['reset', `${OK}content-length: 10\r\n\r\nabc`, 'resetAndDestroy'],
    ['closed', `${OK}content-length: 10\r\n\r\nabc`, 'end'],
    ['closed between chunks', `${OK}transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n`, 'end'],
    [
      'closed between chunks, as announced',
      `${OK}connection: close\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n`,
      'end',
    ],
  ] as const)('because the connection is %s in the body is http.reset', async (_how, text, cut) => {
    const { url } = await serveBytes(text, (socket) => setTimeout(() => socket[cut](), 30))
    expect(await askWith(url, { again: 'never' })).toMatchObject({
      fault: 'http.reset',
      detail: expect.stringContaining('status 200 and 3 bytes of the body had come'),
    })
  })
})
