import { describe, expect, it } from 'vitest'
import { createLagMonitor } from '../../helpers/http/deadline.ts'
import { makeCertificate } from '../http/support/certificates.ts'
import { closedPort, serveTcp } from '../http/support/serve.ts'
import { stalledPort } from '../http/support/stalled-port.ts'
import { tinyProxy } from '../http/support/tiny-proxy.ts'
import { openWith } from './support/open-with.ts'
import { serveRaw } from './support/serve-raw.ts'
import { serveSockets } from './support/serve-sockets.ts'

describe('a handshake without an answer names the layer', () => {
  it('tcp.refused', async () => {
    const port = await closedPort()
    const { handshake } = await openWith(`ws://127.0.0.1:${port}/`)
    expect(handshake).toMatchObject({
      kind: 'no-answer',
      noAnswer: {
        fault: 'tcp.refused',
        detail: expect.stringContaining(`127.0.0.1:${port}`),
        tries: 1,
      },
    })
  })

  it('tcp.timeout', async () => {
    const { handshake } = await openWith(`ws://127.0.0.1:${await stalledPort()}/`, {
      timeoutMs: 300,
    })
    expect(handshake).toMatchObject({ kind: 'no-answer', noAnswer: { fault: 'tcp.timeout' } })
  })

  it('dns.unresolved', async () => {
    const { handshake } = await openWith('ws://no-such-host.invalid/')
    expect(handshake).toMatchObject({ kind: 'no-answer', noAnswer: { fault: 'dns.unresolved' } })
  })

  it('tls.untrusted, with the certificate', async () => {
    const server = await serveSockets({ tls: await makeCertificate('127.0.0.1') })
    const { handshake } = await openWith(server.url)
    expect(handshake).toMatchObject({
      kind: 'no-answer',
      noAnswer: { fault: 'tls.untrusted', certificate: { names: ['127.0.0.1'] } },
    })
  })

  it('tls.handshake-failed, where nobody speaks TLS', async () => {
    const server = await serveSockets()
    const { handshake } = await openWith(server.url.replace('ws:', 'wss:'))
    expect(handshake).toMatchObject({
      kind: 'no-answer',
      noAnswer: { fault: 'tls.handshake-failed' },
    })
  })

  it('http.timeout, when nothing comes', async () => {
    const server = await serveTcp(() => {})
    const { handshake } = await openWith(`ws://127.0.0.1:${server.port}/`, { timeoutMs: 200 })
    expect(handshake).toMatchObject({
      kind: 'no-answer',
      noAnswer: { fault: 'http.timeout', detail: expect.stringContaining('not one byte') },
    })
  })

  it('http.timeout, when the headers drip', async () => {
    const server = await serveRaw(
      () => 'HTTP/1.1 101 Sw',
      (socket) => {
        const drip = setInterval(() => socket.write('i'), 20)
        socket.on('close', () => clearInterval(drip))
      },
    )
    const { handshake } = await openWith(server.url, { timeoutMs: 250 })
    expect(handshake).toMatchObject({
      kind: 'no-answer',
      noAnswer: { fault: 'http.timeout', detail: expect.stringMatching(/after \d+ bytes/) },
    })
  })

  it('http.reset', async () => {
    const server = await serveTcp((socket) => socket.once('data', () => socket.resetAndDestroy()))
    const ended = await serveTcp((socket) => socket.once('data', () => socket.end()))
    for (const { port } of [server, ended])
      expect((await openWith(`ws://127.0.0.1:${port}/`)).handshake).toMatchObject({
        kind: 'no-answer',
        noAnswer: { fault: 'http.reset' },
      })
  })

  it.each([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['NUL bytes', '\0\0\0\0\r\n\r\n'],
    ['headers without end', `HTTP/1.1 200 OK\r\n${`X-Pad: ${'x'.repeat(1_000)}\r\n`.repeat(100)}`],
  ])('http.malformed: %s', async (_, bytes) => {
    const server = await serveRaw(() => bytes)
    expect((await openWith(server.url)).handshake).toMatchObject({
      kind: 'no-answer',
      noAnswer: { fault: 'http.malformed' },
    })
  })

  it('tcp.refused, when the proxy will not', async () => {
    const proxy = await tinyProxy(407)
    const processEnv = { https_proxy: `http://user:very-secret@127.0.0.1:${proxy.port}` }
    const { handshake } = await openWith('wss://api.example/ws', { options: { processEnv } })
    expect(handshake).toMatchObject({
      kind: 'no-answer',
      noAnswer: {
        fault: 'tcp.refused',
        detail: expect.stringContaining('answered CONNECT with 407'),
      },
    })
    expect(JSON.stringify(handshake)).not.toContain('very-secret')
  })

  it('own.cancelled, when the run is stopped before or during', async () => {
    const server = await serveTcp(() => {})
    const during = new AbortController()
    setTimeout(() => during.abort(), 50)
    for (const signal of [AbortSignal.abort(), during.signal])
      expect(
        (await openWith(`ws://127.0.0.1:${server.port}/`, { options: { signal } })).handshake,
      ).toMatchObject({ kind: 'no-answer', noAnswer: { fault: 'own.cancelled' } })
  })

  it('http.timeout, when the time in which this process was held up is made good', async () => {
    const lag = createLagMonitor()
    const server = await serveTcp(() => {})
    const opening = openWith(`ws://127.0.0.1:${server.port}/`, { timeoutMs: 600, options: { lag } })
    const beganAt = performance.now()
    while (performance.now() < beganAt + 250);
    const { handshake } = await opening
    lag.close()
    expect(performance.now() - beganAt).toBeGreaterThan(750)
    expect(handshake).toMatchObject({ kind: 'no-answer', noAnswer: { fault: 'http.timeout' } })
  })

  it('own.lag, when this process was held up', async () => {
    const lag = createLagMonitor()
    const server = await serveTcp(() => {})
    const opening = openWith(`ws://127.0.0.1:${server.port}/`, { timeoutMs: 300, options: { lag } })
    const until = performance.now() + 900
    while (performance.now() < until);
    const { handshake } = await opening
    lag.close()
    expect(handshake).toMatchObject({
      kind: 'no-answer',
      noAnswer: { fault: 'own.lag', detail: expect.stringContaining('held up') },
    })
  })
})
