import { describe, expect, it } from 'vitest'
import { serveHttp } from '../http/support/serve.ts'
import { any, pause, soon, typed } from './support/frames.ts'
import { converse, openWith } from './support/open-with.ts'
import { serveSockets } from './support/serve-sockets.ts'

/** Matches no frame, so that what is heard is the end. */
const nothing = () => false

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
      expect(await talk.hear(nothing, soon)).toMatchObject({
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
    expect(await silent.hear(nothing, soon)).toMatchObject({ closed: { code: 1005, reason: '' } })
    const cut = await converse(
      (await serveSockets({ onSocket: (socket) => socket.terminate() })).url,
    )
    expect(await cut.hear(nothing, soon)).toMatchObject({ closed: { code: 1006, by: 'server' } })
  })

  it('reaches everyone who waits', async () => {
    const { url } = await serveSockets({
      onSocket: (socket) => setTimeout(() => socket.close(1001), 50),
    })
    const talk = await converse(url)
    const [frame, end] = await Promise.all([talk.hear(any, soon), talk.hear(nothing, soon)])
    expect([frame.kind, end.kind]).toEqual(['closed', 'closed'])
  })

  it('does not come, and that is told', async () => {
    const talk = await converse((await serveSockets()).url)
    expect(await talk.hear(nothing, { ms: 50, for: 'the end' })).toMatchObject({
      kind: 'silence',
      waitedFor: 'the end',
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
