import { describe, expect, test } from 'vitest'
import { mqtt, signalR } from '../../contracts/presets/sockets.ts'
import { message } from '../../contracts/schema/message.ts'
import { socketPromise } from '../../contracts/schema/socket.ts'
import { frameSays } from '../../helpers/promise/expectation.ts'
import { lookUpEvent } from '../../helpers/promise/where.ts'
import { answerHeartbeats } from '../../helpers/session/hear-connection.ts'
import { any, sent, soon } from './support/frames.ts'
import { converse } from './support/open-with.ts'
import { serveSockets } from './support/serve-sockets.ts'

const CHAT = { name: 'chat', service: 'api' }

describe('a message', () => {
  test.each<[what: unknown, sent: string]>([
    [{ type: 'ping' }, '"{\\"type\\":\\"ping\\"}"'],
    [{ raw: 'SEND\n\n\0' }, '"SEND\\n\\n\\u0000"'],
    [{ binary: { hex: 'c0 00' } }, 'c000'],
    [{ binary: { base64: 'wAA=' } }, 'c000'],
    [{ binary: [{ hex: '10' }, { text: 'ü' }] }, '10c3bc'],
    [{ binary: { length: 'u8', of: [{ text: 'abc' }] } }, '03616263'],
    [{ binary: { length: 'u16', of: [{ text: 'a' }] } }, '000161'],
    [{ binary: { length: 'u32', of: [] } }, '00000000'],
    [{ binary: { length: 'varint', of: [{ text: 'x'.repeat(321) }] } }, `c102${'78'.repeat(321)}`],
    [{ binary: { hex: '00' }, more: 1 }, '"{\\"binary\\":{\\"hex\\":\\"00\\"},\\"more\\":1}"'],
  ])('%j is sent as %s', (what, bytes) => {
    expect(message.safeParse(what).success).toBe(true)
    expect(sent(what)).toBe(bytes)
  })

  test('of JSON ends with the separator of the protocol, and raw text as it stands', () => {
    expect(sent({ type: 6 }, '\u001e')).toBe('"{\\"type\\":6}\\u001e"')
    expect(sent({ raw: 'x' }, '\u001e')).toBe('"x"')
  })

  test.each([
    { hex: 'c' },
    { hex: 'zz' },
    { base64: '*' },
    {},
    [],
    { length: 'u9', of: [] },
    'c000',
  ])('whose bytes are %j is refused', (binary) => {
    expect(message.safeParse({ binary }).error?.issues[0]?.message).toMatch(/hold bytes/)
  })
})

describe('the place of a value in a frame', () => {
  const data = Buffer.from('20020005', 'hex')
  const frame = { text: '', json: undefined, data }
  test('is found in its bytes, as digits or as text', () => {
    expect(frameSays(frame, { at: 'hex', is: ['20020005'] })).toBe(true)
    expect(frameSays(frame, { at: 'hex', is: [], matches: ['^2002..0[1-5]$'] })).toBe(true)
    expect(frameSays(frame, { at: 'text', is: [], contains: ['2'] })).toBe(false)
    expect(lookUpEvent({ ...frame, data: Buffer.from('0hello') }, 'utf8:^0(.*)')).toBe('hello')
  })

  test('named hex or text in JSON stays one of its fields', () => {
    const json = { hex: 'a', text: 'b' }
    const said = { text: JSON.stringify(json), json }
    expect(lookUpEvent(said, 'hex')).toBe('a')
    expect(lookUpEvent(said, 'text')).toBe('b')
    expect(lookUpEvent(said, 'text:"hex":"(.)"')).toBe('a')
    expect(lookUpEvent({ text: '[]', json: [] }, 'text')).toBeUndefined()
  })
})

describe('over a connection', () => {
  test('bytes are said and heard', async () => {
    const { url } = await serveSockets({
      onSocket: (socket) => socket.on('message', (data, binary) => socket.send(data, { binary })),
    })
    const talk = await converse(url)
    talk.say({ binary: { hex: 'c000' } })
    expect(await talk.hear(any, soon)).toMatchObject({
      frame: { binary: true, bytes: { length: 2, hex: 'c000' }, data: Buffer.from([0xc0, 0]) },
    })
  })

  test('a frame of several messages is heard as several', async () => {
    const { url } = await serveSockets({
      onSocket: (socket) => socket.send('{}\u001e{"type":6}\u001e{"type":1'),
    })
    const talk = await converse(url, { separator: '\u001e' })
    await talk.hear(({ text }) => text.startsWith('{"type":1'), soon)
    expect(talk.frames().map(({ text }) => text)).toEqual(['{}', '{"type":6}', '{"type":1'])
  })

  test('the opening message goes first, and what the token travels in after it', async () => {
    const { url } = await serveSockets({
      onSocket: (socket) => socket.on('message', (data) => socket.send(data.toString())),
    })
    const way = { by: 'first-message', say: { token: '{token}' }, accepted: [] } as const
    const talk = await converse(url, { opening: { hello: 1 }, way, token: 'seven-quiet-lanterns' })
    await talk.hear(({ text }) => text.includes('lanterns'), soon)
    expect(talk.frames().map(({ json }) => Object.keys(json as object))).toEqual([
      ['hello'],
      ['token'],
    ])
  })

  test('heartbeats are answered, each one', async () => {
    const answers: string[] = []
    const { url } = await serveSockets({
      onSocket: (socket) => {
        socket.on('message', (data) => {
          answers.push(data.toString())
          socket.send(answers.length < 3 ? '2' : 'enough')
        })
        socket.send('2')
      },
    })
    const talk = await converse(url)
    const heartbeats = [{ hears: { at: 'text', is: ['2'] }, say: { raw: '3' } }]
    const socket = socketPromise.parse({ ...CHAT, path: '/', heartbeats })
    const answering = answerHeartbeats(socket, talk)
    await talk.hear(({ text }) => text === 'enough', soon)
    expect(answers).toEqual(['3', '3', '3'])
    await talk.close()
    await answering
  })

  test('compressed messages are read where compression is offered, and bombs are not unpacked to their end', async () => {
    const { url } = await serveSockets({
      perMessageDeflate: true,
      onSocket: (socket) => {
        socket.send('x'.repeat(100_000))
        socket.send('x'.repeat(20_000_000))
      },
    })
    const talk = await converse(url, { compression: 'offered' })
    expect(await talk.hear(any, soon)).toMatchObject({ frame: { text: 'x'.repeat(100_000) } })
    expect(await talk.hear(any, soon)).toMatchObject({ kind: 'flood' })
  })
})

describe('a preset', () => {
  test('sends the token as its protocol does, unless a way is given or the socket is open', () => {
    const usual = socketPromise.parse(mqtt(CHAT))
    expect([usual.ways[0]?.by, usual.opening]).toEqual(['first-message', undefined])
    const byCookie = socketPromise.parse(mqtt({ ...CHAT, ways: [{ by: 'cookie', name: 'sid' }] }))
    expect([byCookie.ways[0]?.by, sent(byCookie.opening)]).toEqual([
      'cookie',
      '100c00044d5154540402003c0000',
    ])
    expect(socketPromise.parse(mqtt({ ...CHAT, admits: 'everybody' })).ways).toEqual([])
    const hub = socketPromise.parse(signalR({ ...CHAT, path: '/chatHub' }))
    expect([hub.path, hub.ways[0]?.by, hub.opening]).toEqual([
      '/chatHub',
      'query',
      { protocol: 'json', version: 1 },
    ])
  })
})
