import { WebSocket } from 'ws'
import { type LagMonitor, onAbort } from '../http/deadline.ts'
import { createFrameStore, createInbox, type Inbox, type Wait } from './frames.ts'
import type { Ending, Frame, Heard } from './handshake-fact.ts'
import { createMessageReader, encodeMessage } from './messages.ts'
import { frameFault } from './ws-errors.ts'

/** An open connection. `Inbox` says how waiters share frames. */
export interface Conversation {
  /** Sent as JSON, `{ raw }` as it is, `{ binary }` as bytes. `closed`: it was too late to say anything. */
  say(message: unknown): 'said' | 'closed'
  /** The same as `Inbox.hear`; where this process was held up meanwhile, it goes on for as long again. */
  hear: Inbox['hear']
  /** All frames so far, heard or not; of a flood only the beginning. */
  frames(): readonly Frame[]
  ending(): Ending | undefined
  /** Milliseconds since it opened, as in `Frame.atMs`. */
  ageMs(): number
  /** Closes politely, and by force after half a second; never fails. */
  close(): Promise<void>
}

export interface ConversationOptions {
  readonly maxPayloadBytes: number
  readonly lag?: LagMonitor
  /** What ends a message, where one text frame may hold several. */
  readonly separator?: string
  /** `mqtt`: binary frames are a stream of packets. */
  readonly packets?: 'mqtt'
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
  const messagesIn = createMessageReader(options)
  const close = () => {
    if (socket.readyState === WebSocket.OPEN) by = 'us'
    closing ??= closePolitely(socket)
    return closing
  }

  socket.on('message', (data, binary) => {
    const kind = binary ? 'binary' : 'text'
    const messages = messagesIn(data as Buffer, kind)
    if (typeof messages === 'string') return flood(messages)
    for (const message of messages) {
      if (inbox.ending() !== undefined) return
      const frame = store.add(message, kind, passed())
      if (typeof frame === 'string') flood(frame)
      else inbox.put(frame)
    }
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
      socket.send(encodeMessage(message, options.separator), () => {})
      return 'said'
    },
    hear: (match, wait) => hearOut(inbox, match, wait, options.lag),
    frames: store.all,
    ending: inbox.ending,
    ageMs: passed,
    close,
  }
}

/** Silence is one if this process could have heard for the whole time that was wanted, be it in two waits. */
async function hearOut(
  inbox: Inbox,
  match: (frame: Frame) => boolean,
  wait: Wait,
  lag: LagMonitor | undefined,
): Promise<Heard> {
  const beganAt = performance.now()
  const first = await inbox.hear(match, wait)
  if (first.kind !== 'held-up') return first
  const second = await inbox.hear(match, wait)
  if (second.kind !== 'held-up' && second.kind !== 'silence') return second
  const waitedMs = Math.round(performance.now() - beganAt)
  const isHeard = waitedMs - (lag?.heldUpMs(beganAt) ?? 0) >= wait.ms
  return { ...second, waitedMs, kind: isHeard ? 'silence' : second.kind }
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
