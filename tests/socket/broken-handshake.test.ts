import { describe, expect, it, test } from 'vitest'
import type { Broken } from '../../helpers/socket/handshake-fact.ts'
import { openWith } from './support/open-with.ts'
import { serveRaw, switching } from './support/serve-raw.ts'

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

test('a 101 that agrees to another extension than the one that is offered is extension-not-offered', async () => {
  const server = await serveRaw(({ accept }) =>
    switching(accept, 'Sec-WebSocket-Extensions: x-webkit-deflate-frame\r\n'),
  )
  const { handshake } = await openWith(server.url, { compression: 'offered' })
  expect(handshake).toMatchObject({ kind: 'broken', fault: 'extension-not-offered' })
})

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
