import { describe, expect, it } from 'vitest'
import { makeCertificate } from '../http/support/certificates.ts'
import { tinyProxy } from '../http/support/tiny-proxy.ts'
import { openWith } from './support/open-with.ts'
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
