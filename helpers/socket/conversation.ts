import { WebSocket } from 'ws'
import { type LagMonitor, onAbort } from '../http/deadline.ts'
import { FrameStore, Inbox, type Wait } from './frames.ts'
import type { Ending, Frame, Heard } from './handshake-fact.ts'
import { createMessageReader, encodeMessage } from './messages.ts'
import { frameFault } from './ws-errors.ts'

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

/** A connection that has just opened, taken over before anything has come over it. `Inbox` says how waiters share frames. */
export class Conversation {
  readonly #socket: WebSocket
  readonly #options: ConversationOptions
  readonly #openedAt = performance.now()
  readonly #store = new FrameStore()
  readonly #inbox: Inbox
  readonly #messagesIn: ReturnType<typeof createMessageReader>
  #closing: Promise<void> | undefined
  #by: 'server' | 'us' = 'server'

  constructor(socket: WebSocket, options: ConversationOptions) {
    this.#socket = socket
    this.#options = options
    this.#inbox = new Inbox(options.lag)
    this.#messagesIn = createMessageReader(options)
    socket.on('message', (data, binary) => this.#take(data as Buffer, binary ? 'binary' : 'text'))
    socket.on('ping', () => this.#countControl())
    socket.on('pong', () => this.#countControl())
    socket.on('error', (error) => {
      this.#inbox.end(frameFault(error, options.maxPayloadBytes, options.lastChunk?.()))
      // ws has sent the reason; a server that goes on sending is cut off.
      setTimeout(() => socket.terminate(), CLOSE_GRACE_MS).unref()
    })
    const takeBack = options.stop && onAbort(options.stop, () => void this.close())
    socket.on('close', (code, reason) => {
      takeBack?.()
      const closed = { code, reason: reason.toString('utf8'), by: this.#by, atMs: this.ageMs() }
      this.#inbox.end({ kind: 'closed', closed })
    })
  }

  /** Sent as JSON, `{ raw }` as it is, `{ binary }` as bytes. `closed`: it was too late to say anything. */
  say(message: unknown): 'said' | 'closed' {
    if (this.#socket.readyState !== WebSocket.OPEN) return 'closed'
    // The callback takes the error of a connection cut meanwhile: the 'close' event reports it.
    this.#socket.send(encodeMessage(message, this.#options.separator), () => {})
    return 'said'
  }

  /**
   * The same as `Inbox.hear`; where this process was held up meanwhile, it goes on for as long again. Silence is one if this
   * process could have heard for the whole time that was wanted, be it in two waits.
   */
  async hear(match: (frame: Frame) => boolean, wait: Wait): Promise<Heard> {
    const beganAt = performance.now()
    const first = await this.#inbox.hear(match, wait)
    if (first.kind !== 'held-up') return first
    const second = await this.#inbox.hear(match, wait)
    if (second.kind !== 'held-up' && second.kind !== 'silence') return second
    const waitedMs = Math.round(performance.now() - beganAt)
    const isHeard = waitedMs - (this.#options.lag?.heldUpMs(beganAt) ?? 0) >= wait.ms
    return { ...second, waitedMs, kind: isHeard ? 'silence' : second.kind }
  }

  /** All frames so far, heard or not; of a flood only the beginning. */
  frames(): readonly Frame[] {
    return this.#store.all()
  }

  ending(): Ending | undefined {
    return this.#inbox.ending()
  }

  /** Milliseconds since it opened, as in `Frame.atMs`. */
  ageMs(): number {
    return Math.round(performance.now() - this.#openedAt)
  }

  /** Closes politely, and by force after half a second; never fails. */
  close(): Promise<void> {
    if (this.#socket.readyState === WebSocket.OPEN) this.#by = 'us'
    this.#closing ??= closePolitely(this.#socket)
    return this.#closing
  }

  #take(data: Buffer, kind: 'text' | 'binary'): void {
    const messages = this.#messagesIn(data, kind)
    if (typeof messages === 'string') {
      this.#flood(messages)
      return
    }
    for (const message of messages) {
      if (this.#inbox.ending() !== undefined) return
      const frame = this.#store.add(message, kind, this.ageMs())
      if (typeof frame === 'string') this.#flood(frame)
      else this.#inbox.put(frame)
    }
  }

  #countControl(): void {
    if (this.#inbox.ending() !== undefined || this.#closing !== undefined) return
    // ws cuts a server off, without a word, that sends pings faster than it takes the pongs.
    const isCutOff = this.#socket.readyState !== WebSocket.OPEN
    const detail = isCutOff ? 'more pings than can be answered' : this.#store.countControl()
    if (detail !== undefined) this.#flood(detail)
  }

  #flood(detail: string): void {
    this.#inbox.forget()
    this.#inbox.end({ kind: 'flood', detail })
    this.#socket.terminate()
  }
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
