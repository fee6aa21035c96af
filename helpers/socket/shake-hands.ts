import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { WebSocket } from 'ws'
import type { NoAnswerFault } from '../http/exchange.ts'
import { classifyError } from '../http/failure.ts'
import { joinHeaders } from '../http/header-fields.ts'
import { createByteStore } from '../http/receive.ts'
import { Conversation, type ConversationOptions } from './conversation.ts'
import type { ReadyHandshake } from './prepare-handshake.ts'
import { type HandshakeFault, handshakeFault, NO_UPGRADE } from './ws-errors.ts'

/** What the other end of a connection made of the handshake. */
export type Shaken =
  | ({
      readonly kind: 'opened'
      readonly subprotocol: string
      readonly conversation: Conversation
    } & TimedHead)
  | RefusedRaw
  | ({ readonly kind: 'broken' } & HandshakeFault & TimedHead)
  | { readonly kind: 'failed'; readonly fault: NoAnswerFault; readonly reason: string }

/** An HTTP answer other than 101; of a long or dripping body the beginning. */
export interface RefusedRaw extends TimedHead {
  readonly kind: 'refused'
  readonly status: number
  readonly body: Buffer
}

export interface Shaking {
  /** Never rejects; may stay open for ever, which is what `giveUp` is for. */
  readonly outcome: Promise<Shaken>
  /** Ends the attempt; the refusal so far, when its status had come. */
  giveUp(): RefusedRaw | undefined
}

interface TimedHead {
  readonly headers: Readonly<Record<string, string>>
  /** When it came, by `performance.now`. */
  readonly headAt: number
}

const BODY_LIMIT_BYTES = 65_536
/** What is kept of the bytes that came last, to show what broke a frame. */
const CHUNK_SHOWN_BYTES = 256
/** As for every other answer: Node's own 16 KiB is less than some gateways send. */
const HEADER_LIMIT_BYTES = 65_536

/** Speaks the opening handshake (RFC 6455 §4.1) over a connection. A compressed message is unpacked up to `maxPayloadBytes`, and no further. */
export function shakeHands(
  connection: Socket,
  ready: ReadyHandshake,
  traceparent: string,
  options: ConversationOptions,
): Shaking {
  const socket = clientOver(connection, ready, traceparent, options.maxPayloadBytes)
  // A tunnel leaves the connection paused; who reads from it is there on the next turn.
  setImmediate(() => connection.resume())
  let refusal: (() => RefusedRaw) | undefined
  let head: TimedHead = { headers: {}, headAt: performance.now() }
  let lastChunk: Buffer | undefined

  const outcome = new Promise<Shaken>((resolve) => {
    socket.on('upgrade', (response) => {
      head = headOf(response)
    })
    // Synchronously, because the first frames may have come with the 101.
    socket.on('open', () => {
      // In front of ws, which has begun to read: what breaks a frame stands in the chunk that is read at that moment.
      connection.prependListener('data', (chunk: Buffer) => {
        lastChunk = chunk.subarray(0, CHUNK_SHOWN_BYTES)
      })
      const conversation = new Conversation(socket, { ...options, lastChunk: () => lastChunk })
      resolve({ kind: 'opened', ...head, subprotocol: socket.protocol, conversation })
    })
    socket.on('unexpected-response', (request, response) => {
      if (response.statusCode === 101) {
        resolve({ kind: 'broken', ...headOf(response), ...NO_UPGRADE })
        socket.terminate()
        return
      }
      const soFar = readRefusal(request, response, () => {
        resolve(soFar())
        socket.terminate()
      })
      refusal = soFar
    })
    socket.on('error', (error) => {
      const broken = handshakeFault(error)
      if (refusal !== undefined) resolve(refusal())
      else if (broken !== undefined) resolve({ kind: 'broken', ...head, ...broken })
      else resolve({ kind: 'failed', ...classifyError(error, 'http') })
    })
  })

  return {
    outcome,
    giveUp() {
      socket.terminate()
      connection.destroy()
      return refusal?.()
    },
  }
}

/** The client that writes the handshake as soon as there is a turn of the event loop, and reads the answer. */
function clientOver(
  connection: Socket,
  { url, offers, headers, compression }: ReadyHandshake,
  traceparent: string,
  maxPayload: number,
): WebSocket {
  return new WebSocket(url, [...offers], {
    createConnection: () => connection,
    headers: { ...headers, traceparent },
    perMessageDeflate: compression === 'offered',
    followRedirects: false,
    maxPayload,
    maxHeaderSize: HEADER_LIMIT_BYTES,
  })
}

/** How long the words of a refusal may come after its status, milliseconds: each further handshake would wait for them too. */
const REFUSAL_MS = 1_000

/** Gathers the body up to the limits; the function that it returns gives the bytes so far. */
function readRefusal(
  request: ClientRequest,
  response: IncomingMessage,
  onEnd: () => void,
): () => RefusedRaw {
  const store = createByteStore(BODY_LIMIT_BYTES)
  const end = () => {
    clearTimeout(late)
    request.destroy()
    onEnd()
  }
  const late = setTimeout(end, REFUSAL_MS)
  response.on('data', (chunk: Buffer) => {
    store.add(chunk.subarray(0, BODY_LIMIT_BYTES - store.size()))
    if (store.size() >= BODY_LIMIT_BYTES) end()
  })
  response.on('error', end)
  response.once('close', end)
  const refused = {
    kind: 'refused',
    status: response.statusCode ?? 0,
    ...headOf(response),
  } as const
  return () => ({ ...refused, body: store.bytes() })
}

function headOf({ rawHeaders }: IncomingMessage): TimedHead {
  const headers = joinHeaders(rawHeaders.map((text) => Buffer.from(text, 'latin1')))
  return { headers, headAt: performance.now() }
}
