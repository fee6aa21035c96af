import { WebSocket } from 'ws'
import { onAbort } from '../http/deadline.ts'
import type { LagMonitor } from '../http/event-loop-lag.ts'
import { createFrameStore } from './frame-store.ts'
import type { Ending, Frame } from './handshake-fact.ts'
import { createInbox, type Inbox } from './inbox.ts'
import { frameFault } from './ws-errors.ts'

/** An open connection. `Inbox` says how waiters share frames. */
export interface Conversation {
  /** Sent as JSON, `{ raw }` as it is. `closed`: it was too late to say anything. */
  say(message: unknown): 'said' | 'closed'
  hear: Inbox['hear']
  /** All frames so far, heard or not; of a flood only the beginning. */
  frames(): readonly Frame[]
  ending(): Ending | undefined
  /** Closes politely, and by force after half a second; never fails. */
  close(): Promise<void>
}

export interface ConversationOptions {
  readonly maxPayloadBytes: number
  readonly lag?: LagMonitor
  /** Closes the connection when the run is stopped. */
  readonly stop?: AbortSignal
  /** The beginning of the bytes that were read last. */
  readonly lastChunk?: () => Buffer | undefined
}

const CLOSE_GRACE_MS = 500
/** RFC 6455 §7.4.1: the purpose of the connection has been fulfilled. */
const NORMAL = 1000

/** Takes over a connection that has just opened, before anything has come over it. */
export function createConversation(socket: WebSocket, options: ConversationOptions): Conversation {
  const openedAt = performance.now()
  const passed = () => Math.round(performance.now() - openedAt)
  const store = createFrameStore()
  const inbox = createInbox(options.lag)
  let closing: Promise<void> | undefined
  let by: 'server' | 'us' = 'server'

  const flood = (detail: string) => {
    inbox.forget()
    inbox.end({ kind: 'flood', detail })
    socket.terminate()
  }
  const close = () => {
    if (socket.readyState === WebSocket.OPEN) by = 'us'
    closing ??= closePolitely(socket)
    return closing
  }

  socket.on('message', (data, binary) => {
    if (inbox.ending() !== undefined) return
    const frame = store.add(data as Buffer, binary ? 'binary' : 'text', passed())
    if (typeof frame === 'string') flood(frame)
    else inbox.put(frame)
  })
  for (const control of ['ping', 'pong'] as const)
    socket.on(control, () => {
      if (inbox.ending() !== undefined || closing !== undefined) return
      // ws cuts a server off, without a word, that sends pings faster than it takes the pongs.
      const isCutOff = socket.readyState !== WebSocket.OPEN
      const detail = isCutOff ? 'more pings than can be answered' : store.countControl()
      if (detail !== undefined) flood(detail)
    })
  socket.on('error', (error) => {
    inbox.end(frameFault(error, options.maxPayloadBytes, options.lastChunk?.()))
    // ws has sent the reason; a server that goes on sending is cut off.
    setTimeout(() => socket.terminate(), CLOSE_GRACE_MS).unref()
  })
  socket.on('close', (code, reason) => {
    takeBack?.()
    inbox.end({
      kind: 'closed',
      closed: { code, reason: reason.toString('utf8'), by, atMs: passed() },
    })
  })
  const takeBack = options.stop && onAbort(options.stop, () => void close())

  return {
    say(message) {
      if (socket.readyState !== WebSocket.OPEN) return 'closed'
      // The callback takes the error of a connection cut meanwhile: the 'close' event reports it.
      socket.send(isRaw(message) ? message.raw : (JSON.stringify(message) ?? 'null'), () => {})
      return 'said'
    },
    hear: inbox.hear,
    frames: store.all,
    ending: inbox.ending,
    close,
  }
}

function isRaw(message: unknown): message is { readonly raw: string } {
  if (typeof message !== 'object' || message === null || !('raw' in message)) return false
  return typeof message.raw === 'string' && Object.keys(message).length === 1
}

function closePolitely(socket: WebSocket): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return Promise.resolve()
  return new Promise((resolve) => {
    const force = setTimeout(() => socket.terminate(), CLOSE_GRACE_MS)
    socket.once('close', () => {
      clearTimeout(force)
      resolve()
    })
    socket.close(NORMAL)
  })
}
