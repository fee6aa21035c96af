import { describe, expect, it } from 'vitest'
import { openWith } from './support/open-with.ts'
import { serveSockets } from './support/serve-sockets.ts'

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln'
const ENCODED = Buffer.from(TOKEN).toString('base64url')
const OFFERS = ['jwt-auth', 'jwt.{token.base64url}']

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

describe('a template that nothing fills', () => {
  it.each([
    { by: 'subprotocol', offers: ['jwt.{other}'] },
    { by: 'first-message', say: '{other}', accepted: [] },
  ] as const)('is refused before anything is sent: $by', async (way) => {
    const server = await serveSockets()
    await expect(openWith(server.url, { way, token: TOKEN })).rejects.toThrow('{other}')
    expect(server.connections()).toBe(0)
    const values = (name: string) => (name === 'other' ? 'known' : undefined)
    await openWith(server.url, { way, token: TOKEN, values })
    expect(server.connections()).toBe(1)
  })
})
