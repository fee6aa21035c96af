import { describe, expect, it } from 'vitest'
import { createLagMonitor } from '../../helpers/http/event-loop-lag.ts'
import type { Broken, Handshake } from '../../helpers/socket/handshake-fact.ts'
import { makeCertificate } from '../http/support/certificates.ts'
import { closedPort, serveHttp, serveTcp } from '../http/support/serve.ts'
import { stalledPort } from '../http/support/stalled-port.ts'
import { tinyProxy } from '../http/support/tiny-proxy.ts'
import { openWith } from './support/open-with.ts'
import { serveRaw, switching } from './support/serve-raw.ts'
import { serveSockets } from './support/serve-sockets.ts'

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln'
const ENCODED = Buffer.from(TOKEN).toString('base64url')
const OFFERS = ['jwt-auth', 'jwt.{token.base64url}']

describe('a handshake that opens', () => {
  it('tells what was negotiated, and is traceable', async () => {
    const server = await serveSockets({ handleProtocols: () => 'jwt-auth' })
    const { handshake, conversation } = await openWith(`${server.url}/ws?a=1`, {
      offers: ['jwt-auth', 'other'],
      headers: { 'X-Test': 'yes' },
      origin: 'https://app.example',
    })
    expect(handshake).toMatchObject({
      kind: 'opened',
      subprotocol: 'jwt-auth',
      headers: { upgrade: 'websocket' },
      asked: { method: 'GET', url: `${server.url}/ws?a=1` },
    })
    const [request] = server.asked
    expect(request?.headers).toMatchObject({
      'user-agent': 'post-deploy-smoke-test/1',
      'x-test': 'yes',
      origin: 'https://app.example',
      'sec-websocket-protocol': 'jwt-auth,other',
    })
    expect(request?.headers.traceparent).toMatch(
      new RegExp(`^00-${handshake.asked.traceId}-[0-9a-f]{16}-01$`),
    )
    expect(request?.headers['sec-websocket-extensions']).toBe(undefined)
    expect(conversation?.ending()).toBe(undefined)
  })

  it('selects no subprotocol when none is offered', async () => {
    const { handshake } = await openWith((await serveSockets()).url)
    expect(handshake).toMatchObject({ kind: 'opened', subprotocol: '' })
    expect(handshake.kind === 'opened' && Object.keys(handshake.timing)).toEqual(
      expect.arrayContaining(['tcpMs', 'firstByteMs', 'totalMs']),
    )
  })

  it('echoes the offer that holds the token, as some servers do', async () => {
    const server = await serveSockets({ handleProtocols: (offers) => [...offers][1] ?? false })
    const { handshake } = await openWith(server.url, {
      way: { by: 'subprotocol', offers: OFFERS },
      token: TOKEN,
    })
    expect(handshake).toMatchObject({ kind: 'opened', subprotocol: `jwt.${ENCODED}` })
  })

  it('goes through a proxy by a tunnel, also without TLS', async () => {
    const [server, proxy] = [await serveSockets(), await tinyProxy()]
    const processEnv = { http_proxy: `http://user:pass@127.0.0.1:${proxy.port}` }
    const { handshake } = await openWith(`ws://api.example:${server.port}/ws`, {
      options: { processEnv },
    })
    expect(handshake.kind).toBe('opened')
    expect(proxy.asked).toEqual([`CONNECT api.example:${server.port} Basic dXNlcjpwYXNz`])
  })

  it('accepts a certificate for another host only where the host is known', async () => {
    const tls = await makeCertificate('other.example')
    const server = await serveSockets({ tls })
    const { handshake } = await openWith(server.url)
    expect(handshake).toMatchObject({
      kind: 'no-answer',
      noAnswer: { fault: 'tls.untrusted', certificate: { names: ['other.example'] } },
    })
  })
})

describe('the token is seen by the server', () => {
  const handshakeOf = async (way: Parameters<typeof openWith>[1]) => {
    const server = await serveSockets({ handleProtocols: () => 'jwt-auth' })
    await openWith(`${server.url}/ws`, { token: TOKEN, ...way })
    return server.asked[0]
  }

  it('in the Authorization header', async () => {
    const request = await handshakeOf({
      way: { by: 'header' },
      headers: { authorization: 'overridden' },
    })
    expect(request?.headers.authorization).toBe(`Bearer ${TOKEN}`)
  })

  it('in an offered subprotocol', async () => {
    const request = await handshakeOf({ way: { by: 'subprotocol', offers: OFFERS } })
    expect(request?.headers['sec-websocket-protocol']).toBe(`jwt-auth,jwt.${ENCODED}`)
  })

  it('in the query', async () => {
    const request = await handshakeOf({ way: { by: 'query', name: 'token' } })
    expect(request?.url).toBe(`/ws?token=${TOKEN}`)
  })

  it('in a cookie', async () => {
    const request = await handshakeOf({
      way: { by: 'cookie', name: 'session' },
      headers: { Cookie: 'a=b' },
    })
    expect(request?.headers.cookie).toBe(`a=b; session=${TOKEN}`)
  })

  it('in the first message', async () => {
    const heard = new Promise<string>((resolve) => {
      const onSocket = (socket: {
        on(event: 'message', listener: (data: Buffer) => void): unknown
      }) => socket.on('message', (data) => resolve(data.toString()))
      void serveSockets({ onSocket: onSocket as never }).then((server) =>
        openWith(server.url, {
          token: TOKEN,
          way: { by: 'first-message', say: { type: 'auth', token: '{token}' }, accepted: [] },
        }),
      )
    })
    expect(JSON.parse(await heard)).toEqual({ type: 'auth', token: TOKEN })
  })

  it('nowhere, when it is to be without', async () => {
    const request = await handshakeOf({})
    expect(JSON.stringify([request?.headers, request?.url])).not.toContain(TOKEN)
  })

  it('as wrong as it is: empty, long, or full of odd characters', async () => {
    const { headers } = (await handshakeOf({ way: { by: 'header' }, token: '' })) ?? {
      headers: {} as Record<string, string>,
    }
    expect(headers.authorization).toBe('Bearer')
    const odd = await handshakeOf({ way: { by: 'header' }, token: 'é{"<\'%00' })
    expect(odd?.headers.authorization).toBe('Bearer é{"<\'%00')
  })
})

describe('a handshake that cannot be sent says why, without the token', () => {
  it.each([
    [
      'a raw token with a blank in a subprotocol',
      { way: { by: 'subprotocol', offers: ['jwt.{token}'] }, token: 'very secret' },
      /subprotocol/,
    ],
    [
      'a token with a line break in a header',
      { way: { by: 'header' }, token: 'very\r\nsecret' },
      /authorization/,
    ],
    [
      'a header that belongs to the handshake',
      { headers: { 'Sec-WebSocket-Key': 'secret' } },
      /"sec-websocket-key"/,
    ],
    ['a URL with credentials', { url: 'ws://user:secret@127.0.0.1/' }, /credentials/],
    ['no URL', { url: 'secret' }, /ws\(s\) URL/],
  ] as const)('%s', async (_, spec, detail) => {
    const { handshake } = await openWith('ws://127.0.0.1:1/', spec)
    expect(handshake).toMatchObject({ kind: 'not-sent', detail: expect.stringMatching(detail) })
    expect(handshake.kind === 'not-sent' && handshake.detail).not.toContain('secret')
  })
})

describe('a handshake that is refused tells status, headers and body', () => {
  it.each([200, 400, 401, 403, 404, 426, 429, 431, 500, 503])('%i', async (status) => {
    const server = await serveHttp((_, response) =>
      response.writeHead(status, { 'x-why': 'because' }).end('{"detail":"no"}'),
    )
    server.server.on('upgrade', (_, socket) =>
      socket.end(
        `HTTP/1.1 ${status} No\r\nX-Why: because\r\nContent-Length: 15\r\n\r\n{"detail":"no"}`,
      ),
    )
    const { handshake } = await openWith(server.url.replace('http', 'ws'))
    expect(handshake).toMatchObject({
      kind: 'refused',
      answer: {
        status,
        headers: { 'x-why': 'because' },
        json: { detail: 'no' },
        text: '{"detail":"no"}',
        tries: 1,
      },
    })
  })

  it('a redirect is not followed', async () => {
    const elsewhere = await serveSockets()
    const server = await serveRaw(
      () => `HTTP/1.1 302 Found\r\nLocation: ${elsewhere.url}\r\nContent-Length: 0\r\n\r\n`,
    )
    const { handshake } = await openWith(server.url, { way: { by: 'header' }, token: TOKEN })
    expect(handshake).toMatchObject({
      kind: 'refused',
      answer: { status: 302, headers: { location: elsewhere.url } },
    })
    expect(elsewhere.connections()).toBe(0)
  })

  it('an endless body costs 64 KiB', async () => {
    const server = await serveRaw(
      () => 'HTTP/1.1 403 No\r\n\r\n',
      (socket) => {
        const pour = () => void (socket.writable && socket.write(Buffer.alloc(65_536, 'x'), pour))
        pour()
      },
    )
    const { handshake } = await openWith(server.url)
    expect(handshake.kind === 'refused' && handshake.answer.text.length).toBe(65_536)
  })

  it('a body that drips is cut at the deadline, and the status still told', async () => {
    const server = await serveRaw(
      () => 'HTTP/1.1 403 No\r\nContent-Length: 100\r\n\r\nno',
      () => {},
    )
    const { handshake } = await openWith(server.url, { timeoutMs: 200 })
    expect(handshake).toMatchObject({ kind: 'refused', answer: { status: 403, text: 'no' } })
  })

  it('a body that is cut short, or compressed, or a bomb, still refuses', async () => {
    const cut = await serveRaw(
      () => 'HTTP/1.1 403 No\r\nContent-Length: 100\r\n\r\nno',
      (socket) => socket.end(),
    )
    expect((await openWith(cut.url)).handshake).toMatchObject({
      kind: 'refused',
      answer: { status: 403, text: 'no' },
    })
    const { gzipSync } = await import('node:zlib')
    const compressed = async (text: string): Promise<Handshake> => {
      const body = gzipSync(text)
      const server = await serveRaw(() =>
        Buffer.concat([
          Buffer.from(
            `HTTP/1.1 403 No\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`,
          ),
          body,
        ]),
      )
      return (await openWith(server.url)).handshake
    }
    expect(await compressed('no')).toMatchObject({ kind: 'refused', answer: { text: 'no' } })
    expect(await compressed('x'.repeat(10_000_000))).toMatchObject({
      kind: 'refused',
      answer: { status: 403, text: '' },
    })
  })

  it('an error in answer to a huge token', async () => {
    const server = await serveSockets()
    const { handshake } = await openWith(server.url, {
      way: { by: 'header' },
      token: 'x'.repeat(16_384),
    })
    expect(handshake).toMatchObject({ kind: 'refused', answer: { status: 431 } })
  })
})

/** What the server answers instead of a sound 101, and what was offered. */
const BROKEN: readonly [Broken['fault'], readonly string[], (accept: string) => string][] = [
  ['accept-key', [], () => switching('d3Jvbmc=')],
  ['accept-key', [], (accept) => switching(accept).replace(/Sec-WebSocket-Accept.*\r\n/, '')],
  ['upgrade-header', [], (accept) => switching(accept).replace('websocket', 'h2c')],
  ['subprotocol-missing', ['jwt-auth'], (accept) => switching(accept)],
  [
    'subprotocol-not-offered',
    ['jwt'],
    (accept) => switching(accept, 'Sec-WebSocket-Protocol: x\r\n'),
  ],
  ['subprotocol-not-offered', [], (accept) => switching(accept, 'Sec-WebSocket-Protocol: x\r\n')],
  [
    'extension-not-offered',
    [],
    (accept) => switching(accept, 'Sec-WebSocket-Extensions: permessage-deflate\r\n'),
  ],
]

describe('a 101 that is broken', () => {
  it.each(BROKEN)('is %s', async (fault, offers, answer) => {
    const server = await serveRaw(({ accept }) => answer(accept))
    const { handshake } = await openWith(server.url, { offers: [...offers] })
    expect(handshake).toMatchObject({
      kind: 'broken',
      fault,
      detail: expect.stringMatching(/\w/),
      headers: { connection: 'Upgrade' },
    })
  })

  it('is upgrade-header, also without any such header', async () => {
    const server = await serveRaw(
      () => 'HTTP/1.1 101 Switching Protocols\r\nContent-Length: 2\r\n\r\nok',
    )
    const { handshake } = await openWith(server.url, { timeoutMs: 300 })
    expect(handshake).toMatchObject({ kind: 'broken', fault: 'upgrade-header' })
  })
})

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
