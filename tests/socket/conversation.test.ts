import { describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { any, pause, soon, typed } from './support/frames.ts'
import { converse } from './support/open-with.ts'
import { serveSockets } from './support/serve-sockets.ts'

/** A server that sends these messages to each client. */
function saying(...messages: readonly unknown[]) {
  return serveSockets({
    onSocket: (socket) => {
      for (const message of messages) socket.send(JSON.stringify(message))
    },
  })
}

describe('a conversation', () => {
  it('hears what the server says at once, in the packet of the 101 even', async () => {
    const talk = await converse((await saying({ type: 'welcome', n: 1 })).url)
    const heard = await talk.hear(typed('welcome'), soon)
    expect(heard).toMatchObject({
      kind: 'frame',
      frame: { text: '{"type":"welcome","n":1}', json: { n: 1 }, binary: false },
      seen: [],
    })
    expect(talk.frames()).toHaveLength(1)
  })

  it('says JSON, and raw text as it is', async () => {
    const { url } = await serveSockets({
      onSocket: (socket) => socket.on('message', (data) => socket.send(data.toString())),
    })
    const talk = await converse(url)
    for (const message of [
      { type: 'ping' },
      { raw: 'not JSON' },
      { raw: 'a', b: 1 },
      ['a'],
      undefined,
    ])
      expect(talk.say(message)).toBe('said')
    const texts: string[] = []
    for (let n = 0; n < 5; n += 1) {
      const heard = await talk.hear(any, soon)
      if (heard.kind === 'frame') texts.push(heard.frame.text)
    }
    expect(texts).toEqual(['{"type":"ping"}', 'not JSON', '{"raw":"a","b":1}', '["a"]', 'null'])
  })

  it('leaves what did not match to later listeners, and tells what was seen', async () => {
    const talk = await converse((await saying({ type: 'a' }, { type: 'b' }, { type: 'c' })).url)
    expect(await talk.hear(typed('c'), soon)).toMatchObject({
      kind: 'frame',
      seen: [{ json: { type: 'a' } }, { json: { type: 'b' } }],
    })
    expect(await talk.hear(typed('b'), soon)).toMatchObject({
      kind: 'frame',
      seen: [{ json: { type: 'a' } }],
    })
    expect(await talk.hear(any, soon)).toMatchObject({
      kind: 'frame',
      frame: { json: { type: 'a' } },
      seen: [],
    })
    expect(await talk.hear(any, { ms: 50, for: 'more' })).toMatchObject({
      kind: 'silence',
      seen: [],
    })
  })

  it('gives each frame to one listener, the oldest first', async () => {
    let server: WebSocket | undefined
    const { url } = await serveSockets({
      onSocket: (socket) => {
        server = socket
      },
    })
    const talk = await converse(url)
    const both = [talk.hear(typed('pong'), soon), talk.hear(typed('pong'), soon)]
    server?.send('{"type":"pong","n":1}')
    server?.send('{"type":"pong","n":2}')
    expect(await Promise.all(both)).toMatchObject([
      { frame: { json: { n: 1 } } },
      { frame: { json: { n: 2 } } },
    ])
  })

  it('says for what it waited, how long, and what came instead', async () => {
    const talk = await converse((await saying({ type: 'noise' })).url)
    const heard = await talk.hear(typed('welcome'), { ms: 80, for: 'the welcome' })
    expect(heard).toMatchObject({
      kind: 'silence',
      waitedFor: 'the welcome',
      seen: [{ json: { type: 'noise' } }],
    })
    expect(heard.kind === 'silence' && heard.waitedMs).toBeGreaterThanOrEqual(79)
  })

  it('keeps the last fifty of what was seen', async () => {
    const talk = await converse(
      (await saying(...Array.from({ length: 120 }, (_, n) => ({ n })))).url,
    )
    const heard = await talk.hear(typed('welcome'), { ms: 150, for: 'the welcome' })
    expect(heard.seen).toHaveLength(50)
    expect(heard.seen.at(-1)?.json).toEqual({ n: 119 })
    expect(talk.frames()).toHaveLength(120)
  })

  it('takes frames that are not JSON, and binary ones, as facts', async () => {
    const { url } = await serveSockets({
      onSocket: (socket) => {
        socket.send('{"type":')
        socket.send(Buffer.from([1, 2]))
        socket.send('')
      },
    })
    const talk = await converse(url)
    expect(await talk.hear(any, soon)).toMatchObject({
      frame: { text: '{"type":', json: undefined, binary: false },
    })
    expect(await talk.hear(any, soon)).toMatchObject({
      frame: { text: '', json: undefined, binary: true },
    })
    expect(await talk.hear(any, soon)).toMatchObject({
      frame: { text: '', json: undefined, binary: false },
    })
  })

  it('rejects with the error of a matcher, and nothing else breaks', async () => {
    let server: WebSocket | undefined
    const { url } = await serveSockets({
      onSocket: (socket) => {
        server = socket
      },
    })
    const talk = await converse(url)
    const broken = talk.hear(() => {
      throw new Error('in the matcher')
    }, soon)
    const sound = talk.hear(any, soon)
    server?.send('1')
    await expect(broken).rejects.toThrow('in the matcher')
    expect(await sound).toMatchObject({ kind: 'frame' })
    server?.send('2')
    await pause(50)
    await expect(
      talk.hear(() => {
        throw new Error('at once')
      }, soon),
    ).rejects.toThrow('at once')
    expect(await talk.hear(any, soon)).toMatchObject({ frame: { text: '2' } })
  })

  it('answers pings by itself', async () => {
    const ponged = new Promise((resolve) => {
      void serveSockets({
        onSocket: (socket) => {
          socket.on('pong', resolve)
          socket.ping('x')
        },
      }).then(({ url }) => converse(url))
    })
    expect(String(await ponged)).toBe('x')
  })
})
