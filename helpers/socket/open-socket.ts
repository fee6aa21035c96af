import { setMaxListeners } from 'node:events'
import type { Socket } from 'node:net'
import type { JsonTemplate } from '../../contracts/schema/common.ts'
import { createLookupOnce } from '../http/connect/lookup-once.ts'
import {
  type ConnectTimings,
  openConnection,
  startConnectTimings,
} from '../http/connect/open-connection.ts'
import { openTunnel } from '../http/connect/open-tunnel.ts'
import { authorityOf, type Route, type RouteOptions, routeTo } from '../http/connect/route.ts'
import { type LagMonitor, onAbort, startDeadline } from '../http/deadline.ts'
import { ConnectFault } from '../http/fault-of-code.ts'
import { newTraceId, traceparentOf } from '../http/request.ts'
import { frameSays } from '../promise/expectation.ts'
import { fillJsonTemplate } from '../promise/template.ts'
import type { Conversation, ConversationOptions } from './conversation.ts'
import type { Handshake, Opened } from './handshake-fact.ts'
import { type HandshakeFailure, handshakeOf, openedOf } from './handshake-of.ts'
import {
  type HandshakeSpec,
  prepareHandshake,
  type ReadyHandshake,
  tokenValues,
} from './prepare-handshake.ts'
import { type Shaken, type Shaking, shakeHands } from './shake-hands.ts'

export interface SocketSpec extends HandshakeSpec {
  /** From the first lookup to the end of the handshake, the refusal's body included. */
  readonly timeoutMs: number
  /** Longest message taken; default 1 MiB. */
  readonly maxPayloadBytes?: number
  /** What ends a message, where one text frame may hold several. */
  readonly separator?: string
  /** `mqtt`: binary frames are a stream of packets. */
  readonly packets?: 'mqtt'
  /** Sent first, however the token travels. */
  readonly opening?: JsonTemplate
}

export interface SocketOptions extends RouteOptions {
  readonly userAgent: string
  /** Aborted when the run is stopped: a handshake is `own.cancelled`, an open connection is closed. */
  readonly signal?: AbortSignal
  readonly lag?: LagMonitor
}

export type SocketOutcome =
  | { readonly handshake: Opened; readonly conversation: Conversation }
  | { readonly handshake: Exclude<Handshake, Opened>; readonly conversation?: undefined }

const DEFAULT_MAX_PAYLOAD_BYTES = 1_048_576

/**
 * Opens a WebSocket (RFC 6455 §4) and gives the handshake; a token that travels by first message
 * is sent before it resolves. Never rejects for anything a network or a server does; throws
 * `MissingValue` for a template that nothing fills, and a TypeError that names the variable of a proxy that cannot be used.
 */
export async function openSocket(spec: SocketSpec, options: SocketOptions): Promise<SocketOutcome> {
  const traceId = newTraceId()
  const asked = { method: 'GET', url: spec.url, at: new Date().toISOString(), traceId }
  const ready = prepareHandshake(spec, options.userAgent)
  if (ready.kind === 'unsendable')
    return { handshake: { kind: 'not-sent', asked, detail: ready.detail } }
  const first = firstMessages(spec)
  const route = routeTo(ready.url, options)
  const timings = startConnectTimings(performance.now())
  const result = await attempt({ ready, route, timings, traceId, spec, options })
  const context = {
    asked: { ...asked, url: ready.url.href },
    route,
    timings,
    timeoutMs: spec.timeoutMs,
  }
  if (result.kind !== 'opened') return { handshake: await handshakeOf(result, context) }
  const { conversation } = result
  const handshake = openedOf(result, context)
  if (first.opening !== undefined) conversation.say(first.opening)
  if (first.token !== undefined && (await isReady(conversation, spec)))
    conversation.say(first.token)
  return { handshake, conversation }
}

function firstMessages({ way, token, values, opening }: SocketSpec): {
  readonly opening?: unknown
  readonly token?: unknown
} {
  const filled = (one: JsonTemplate) => fillJsonTemplate(one, tokenValues(token, values))
  return {
    ...(opening !== undefined && { opening: filled(opening) }),
    ...(way.by === 'first-message' && { token: filled(way.say) }),
  }
}

/** Whether the server takes the message with the token: at once, or once it said what must come before. */
async function isReady(conversation: Conversation, { way, timeoutMs }: SocketSpec) {
  if (way.by !== 'first-message' || way.follows === undefined) return true
  const { follows } = way
  const heard = await conversation.hear((frame) => follows.some((says) => frameSays(frame, says)), {
    ms: timeoutMs,
    for: 'the answer to the opening',
    takes: 'nothing',
  })
  return heard.kind === 'frame'
}

interface Attempt {
  readonly ready: ReadyHandshake
  readonly route: Route
  readonly timings: ConnectTimings
  readonly traceId: string
  readonly spec: SocketSpec
  readonly options: SocketOptions
}

/** Whatever is first: what the other end made of it, the deadline, or the end of the run. */
function attempt({
  ready,
  route,
  timings,
  traceId,
  spec,
  options,
}: Attempt): Promise<Shaken | HandshakeFailure> {
  const { signal, lag } = options
  // One listener for each open socket.
  if (signal !== undefined) setMaxListeners(0, signal)
  if (signal?.aborted === true) return Promise.resolve({ kind: 'stopped' })
  let shaking: Shaking | undefined
  let over = false

  const speak = async (): Promise<Shaken | HandshakeFailure> => {
    try {
      const connection = await reachEndpoint(route, timings)
      if (over) {
        connection.destroy()
        return { kind: 'stopped' }
      }
      shaking = shakeHands(connection, ready, traceparentOf(traceId), termsOf(spec, options))
      return await shaking.outcome
    } catch (error) {
      if (error instanceof ConnectFault)
        return { kind: 'unreached', fault: error.fault, detail: error.message }
      throw error
    }
  }

  return new Promise((resolve, reject) => {
    const settle = (result: Shaken | HandshakeFailure) => {
      takeBackDeadline()
      takeBackStop?.()
      resolve(result)
    }
    const cutShort = (result: HandshakeFailure) => {
      over = true
      const refused = shaking?.giveUp()
      timings.socket?.destroy()
      settle(refused ?? result)
    }
    const takeBackDeadline = startDeadline(
      spec.timeoutMs,
      lag,
      (passed) => cutShort({ kind: 'late', passed, bytes: timings.socket?.bytesRead ?? 0 }),
      { lost: 'made-good' },
    )
    const takeBackStop = signal && onAbort(signal, () => cutShort({ kind: 'stopped' }))
    speak().then(settle, reject)
  })
}

/** What holds for the conversation once the socket is open. */
function termsOf(
  { maxPayloadBytes = DEFAULT_MAX_PAYLOAD_BYTES, separator, packets }: SocketSpec,
  { lag, signal }: SocketOptions,
): ConversationOptions {
  return {
    maxPayloadBytes,
    ...(lag && { lag }),
    ...(signal && { stop: signal }),
    ...(separator !== undefined && { separator }),
    ...(packets && { packets }),
  }
}

const lookup = createLookupOnce()

/**
 * Opens the connection a handshake is spoken over. Through a proxy it is a tunnel, for plain `ws:` too
 * (RFC 6455 §4.1), where a plain request would not need one. Rejects with a `ConnectFault` only.
 */
async function reachEndpoint(route: Route, timings: ConnectTimings): Promise<Socket> {
  const connection = await openConnection(route, timings, { lookup, now: () => performance.now() })
  if (route.proxy !== undefined && route.transport === 'plain') {
    timings.phase = 'proxy'
    await openTunnel(connection, route.proxy, authorityOf(route))
    timings.phase = 'http'
  }
  return connection
}
