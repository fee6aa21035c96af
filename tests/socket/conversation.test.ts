import { describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import type { Frame } from '../../helpers/socket/handshake-fact.ts'
import { serveHttp } from '../http/support/serve.ts'
import { converse, openWith } from './support/open-with.ts'
import { serveSockets } from './support/serve-sockets.ts'

const any = () => true
const typed = (type: string) => (frame: Frame) =>
  (frame.json as { type?: unknown } | null)?.type === type
const soon = { ms: 2_000, for: 'a frame' }
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A server that says these messages to whoever connects. */
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

describe('the end of a conversation', () => {
  it.each([1000, 1001, 1003, 1008, 1011, 1013, 3000, 4001, 4401])(
    'is told with code %i, reason, and who began it',
    async (code) => {
      const { url } = await serveSockets({
        onSocket: (socket) => {
          socket.send('{"type":"error"}')
          socket.close(code, 'because')
        },
      })
      const talk = await converse(url)
      expect(await talk.hearClose(soon)).toMatchObject({
        kind: 'closed',
        closed: { code, reason: 'because', by: 'server' },
      })
      expect(await talk.hear(typed('error'), soon)).toMatchObject({ kind: 'frame' })
      expect(await talk.hear(any, soon)).toMatchObject({
        kind: 'closed',
        closed: { code },
        seen: [],
      })
      expect(talk.say('too late')).toBe('closed')
      expect(talk.ending()).toMatchObject({ kind: 'closed' })
    },
  )

  it('is 1005 without a code, and 1006 when the connection just stops', async () => {
    const silent = await converse(
      (await serveSockets({ onSocket: (socket) => socket.close() })).url,
    )
    expect(await silent.hearClose(soon)).toMatchObject({ closed: { code: 1005, reason: '' } })
    const cut = await converse(
      (await serveSockets({ onSocket: (socket) => socket.terminate() })).url,
    )
    expect(await cut.hearClose(soon)).toMatchObject({ closed: { code: 1006, by: 'server' } })
  })

  it('reaches everyone who waits', async () => {
    const { url } = await serveSockets({
      onSocket: (socket) => setTimeout(() => socket.close(1001), 50),
    })
    const talk = await converse(url)
    const [frame, end] = await Promise.all([talk.hear(any, soon), talk.hearClose(soon)])
    expect([frame.kind, end.kind]).toEqual(['closed', 'closed'])
  })

  it('does not come, and that is told', async () => {
    const talk = await converse((await serveSockets()).url)
    expect(await talk.hearClose({ ms: 50 })).toMatchObject({
      kind: 'silence',
      waitedFor: 'the connection to be closed',
    })
  })

  it('is polite when it is ours', async () => {
    let told: number | undefined
    const { url } = await serveSockets({
      onSocket: (socket) =>
        socket.on('close', (code) => {
          told = code
        }),
    })
    const talk = await converse(url)
    await Promise.all([talk.close(), talk.close()])
    await talk.close()
    await pause(20)
    expect(told).toBe(1000)
    expect(talk.ending()).toMatchObject({ kind: 'closed', closed: { code: 1000, by: 'us' } })
  })

  it('is by force when the server does not answer ours', async () => {
    const server = await serveHttp(() => {})
    const { WebSocketServer } = await import('ws')
    const deaf = new WebSocketServer({ noServer: true })
    server.server.on('upgrade', (request, socket, head) =>
      deaf.handleUpgrade(request, socket, head, () => socket.pause()),
    )
    const talk = await converse(server.url.replace('http', 'ws'))
    const began = performance.now()
    await talk.close()
    expect(performance.now() - began).toBeLessThan(900)
    expect(talk.ending()).toMatchObject({ closed: { code: 1006, by: 'us' } })
  })

  it('comes when the run is stopped, to a hundred sockets without a warning', async () => {
    const stop = new AbortController()
    const warnings: Error[] = []
    const note = (warning: Error) => warnings.push(warning)
    process.on('warning', note)
    const { url } = await serveSockets()
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, () => openWith(url, { options: { signal: stop.signal } })),
    )
    const waiting = outcomes.map(({ conversation }) => conversation?.hear(any, soon))
    stop.abort()
    const heard = await Promise.all(waiting)
    process.off('warning', note)
    expect(
      new Set(heard.map((one) => (one?.kind === 'closed' ? one.closed.by : one?.kind))),
    ).toEqual(new Set(['us']))
    expect(warnings).toEqual([])
  })
})
