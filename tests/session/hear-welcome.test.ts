import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import type { SocketPromise } from '../../contracts/schema/socket.ts'
import { hearAccepted, hearPong, hearWelcome } from '../../helpers/session/hear-connection.ts'
import { converse } from '../socket/support/open-with.ts'
import { serveSockets } from '../socket/support/serve-sockets.ts'

const SOCKET: SocketPromise = {
  name: 'chat',
  service: 'backend',
  path: '/',
  ways: [{ by: 'header' }],
  subprotocols: [],
  testHeaders: {},
  welcome: { marks: [{ at: 'type', is: ['welcome'] }], subject: [] },
  ping: { say: { type: 'ping' }, hears: [{ at: 'type', is: ['pong'] }] },
  harmless: [],
  refusalFrames: [{ at: 'type', is: ['error'] }],
  bypass: [],
  withinMs: 1_000,
}
const { ping: _, ...WITHOUT_PING } = SOCKET

/** How long a test waits for what does not come. */
const SHORT_MS = 300

const WELCOME = '{"type":"welcome"}'
const REFUSAL = '{"type":"error"}'
const PONG = '{"type":"pong"}'

/** A connection to a server that behaves like this once it is open. */
async function talkTo(behave: (socket: WebSocket) => unknown) {
  const { url } = await serveSockets({ onSocket: (socket) => void behave(socket) })
  return converse(url)
}

const onPing = (answer: (socket: WebSocket) => unknown) => (socket: WebSocket) =>
  socket.on('message', () => answer(socket))

describe('the welcome', () => {
  test.each([
    ['a welcome', WELCOME],
    ['a refusal', REFUSAL],
  ])('is over with %s', async (_name, text) => {
    const conversation = await talkTo((socket) => {
      socket.send('{"type":"heartbeat"}')
      socket.send(text)
    })
    expect(await hearWelcome(SOCKET, conversation, 5_000)).toMatchObject({
      kind: 'frame',
      frame: { text },
      seen: [{ text: '{"type":"heartbeat"}' }],
    })
  })

  test('is not asked for with a ping', async () => {
    const said: string[] = []
    const conversation = await talkTo((socket) =>
      socket.on('message', (data) => said.push(String(data))),
    )
    expect(await hearWelcome(SOCKET, conversation, SHORT_MS)).toMatchObject({
      kind: 'silence',
      waitedFor: 'the welcome',
    })
    expect(said).toEqual([])
  })
})

describe('a pong, where no welcome is expected', () => {
  test('says that the connection serves', async () => {
    const conversation = await talkTo(onPing((socket) => socket.send(PONG)))
    expect(await hearPong(SOCKET, conversation, 5_000)).toMatchObject({
      kind: 'frame',
      frame: { text: PONG },
    })
  })

  test('need not be waited for when the welcome comes after all', async () => {
    const conversation = await talkTo((socket) => socket.send(WELCOME))
    expect(await hearPong(SOCKET, conversation, 5_000)).toMatchObject({ frame: { text: WELCOME } })
  })

  test('counts less than a refusal that comes a little later', async () => {
    const conversation = await talkTo(
      onPing(async (socket) => {
        socket.send(PONG)
        await sleep(SHORT_MS)
        socket.send(REFUSAL)
      }),
    )
    expect(await hearPong(SOCKET, conversation, 5_000)).toMatchObject({ frame: { text: REFUSAL } })
  })

  test('counts less than a close that comes a little later', async () => {
    const conversation = await talkTo(
      onPing(async (socket) => {
        socket.send(PONG)
        await sleep(SHORT_MS)
        socket.close(1008, 'who are you')
      }),
    )
    expect(await hearPong(SOCKET, conversation, 5_000)).toMatchObject({
      kind: 'closed',
      closed: { code: 1008, reason: 'who are you' },
    })
  })

  test('that does not come is silence', async () => {
    const conversation = await talkTo(() => undefined)
    expect(await hearPong(SOCKET, conversation, SHORT_MS)).toMatchObject({
      kind: 'silence',
      waitedFor: 'the pong',
    })
  })

  test('is not asked for where nobody promises one', async () => {
    const conversation = await talkTo(onPing((socket) => socket.send(PONG)))
    expect(await hearPong(WITHOUT_PING, conversation, SHORT_MS)).toMatchObject({
      kind: 'silence',
      waitedFor: 'the welcome',
    })
  })
})

describe('the answer to a first message', () => {
  const accepted = [{ at: 'auth', is: ['ok'] }]

  test.each([
    ['accepted', '{"auth":"ok"}'],
    ['refused', REFUSAL],
  ])('is over once the token is %s', async (_name, text) => {
    const conversation = await talkTo((socket) => {
      socket.send('{"auth":"later"}')
      socket.send(text)
    })
    expect(await hearAccepted(accepted, SOCKET, conversation, 5_000)).toMatchObject({
      kind: 'frame',
      frame: { text },
    })
  })

  test('is silence where neither comes', async () => {
    const conversation = await talkTo((socket) => socket.send('{"auth":"later"}'))
    expect(await hearAccepted(accepted, SOCKET, conversation, SHORT_MS)).toMatchObject({
      kind: 'silence',
      waitedFor: 'the answer to the first message',
    })
  })
})
