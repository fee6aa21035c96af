import { describe, expect, it } from 'vitest'
import { createLagMonitor } from '../../helpers/http/deadline.ts'
import { Inbox } from '../../helpers/socket/frames.ts'
import type { Frame } from '../../helpers/socket/handshake-fact.ts'
import { holdUp } from '../support/hold-up.ts'
import { any } from './support/frames.ts'
import { converse } from './support/open-with.ts'
import { serveSockets } from './support/serve-sockets.ts'

describe('a process that is held up', () => {
  it('still hears what came in time', async () => {
    const { url } = await serveSockets({ onSocket: (socket) => socket.send('in time') })
    const talk = await converse(url)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const later = await converse(url)
    const heard = [talk.hear(any, { ms: 50, for: 'it' }), later.hear(any, { ms: 50, for: 'it' })]
    holdUp(200)
    expect(await Promise.all(heard)).toMatchObject([{ kind: 'frame' }, { kind: 'frame' }])
  })

  it('goes on for as long again, and then silence is one', async () => {
    const lag = createLagMonitor()
    const { url } = await serveSockets({
      onSocket: (socket) => setTimeout(() => socket.send('late'), 450),
    })
    const talk = await converse(url, { options: { lag } })
    const late = (frame: Frame) => frame.text === 'late'
    const heard = [
      talk.hear(late, { ms: 300, for: 'it' }),
      talk.hear((frame) => !late(frame), { ms: 300, for: 'that' }),
    ]
    holdUp(200)
    expect(await Promise.all(heard)).toMatchObject([
      { kind: 'frame' },
      { kind: 'silence', waitedMs: expect.closeTo(700, -3), waitedFor: 'that' },
    ])
    lag.close()
  })

  it('says so instead of telling of silence', async () => {
    const lag = createLagMonitor()
    const inbox = new Inbox(lag)
    const heard = [
      inbox.hear(any, { ms: 300, for: 'it' }),
      inbox.hear(any, { ms: 300, for: 'that' }),
    ]
    holdUp(200)
    expect(await Promise.all(heard)).toMatchObject([
      { kind: 'held-up', waitedFor: 'it', seen: [] },
      { kind: 'held-up', waitedFor: 'that', seen: [] },
    ])
    lag.close()
  })

  it('says so without a monitor too, when its own timer was far too late', async () => {
    const heard = new Inbox().hear(any, { ms: 10, for: 'it' })
    holdUp(600)
    expect(await heard).toMatchObject({ kind: 'held-up' })
  })
})

describe('an inbox', () => {
  it('keeps to the first ending', async () => {
    const inbox = new Inbox()
    inbox.end({ kind: 'flood', detail: 'first' })
    inbox.end({ kind: 'flood', detail: 'second' })
    expect(inbox.ending()).toEqual({ kind: 'flood', detail: 'first' })
    expect(await inbox.hear(any, { ms: 1, for: 'it' })).toMatchObject({ detail: 'first' })
  })

  it('gives nothing to who has gone', async () => {
    const inbox = new Inbox()
    expect((await inbox.hear(any, { ms: 5, for: 'it' })).kind).toBe('silence')
    inbox.put({ text: 'later', json: undefined, binary: false, atMs: 0 })
    expect(await inbox.hear(any, { ms: 5, for: 'it' })).toMatchObject({ frame: { text: 'later' } })
  })
})
