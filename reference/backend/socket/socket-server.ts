import type { IncomingMessage } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { textAnswer } from '../../http/answers.ts'
import type { Answer, Asked } from '../../http/exchange.ts'
import type { Handshake } from '../../service.ts'
import type { BackendState } from '../backend-state.ts'
import type { Caller } from '../identify.ts'
import { admit } from './admit.ts'
import { converse } from './converse.ts'
import { type FrameForms, MAX_MESSAGE_BYTES } from './frames.ts'
import { framesH } from './frames-h.ts'
import { framesS9 } from './frames-s9.ts'
import { notReady, offeredSubprotocols } from './handshake.ts'
import { type Connection, makeConnection } from './socket-plan.ts'

const TAKEN: Answer = { status: 101, headers: {}, body: '', delivery: 'taken' }
/** What a handshake gets when the server closes before accepting (docs/netra.md#refused-handshakes). */
const REFUSED = textAnswer(403, 'text/plain', '')
const UNKNOWN: Caller = { userId: '', email: '' }

/** The chat's WebSocket: decides about handshakes and keeps the open connections. */
export class SocketServer {
  readonly #state: BackendState
  readonly #forms: FrameForms
  readonly #connections = new Set<Connection>()
  readonly #selected = new WeakMap<IncomingMessage, string>()
  readonly #server: WebSocketServer

  constructor(state: BackendState) {
    const { plan } = state
    this.#state = state
    this.#forms =
      plan.socket.generation === 'H' ? framesH(plan.now) : framesS9(plan.now, plan.environment)
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: MAX_MESSAGE_BYTES,
      handleProtocols: (_offered, request) => this.#selected.get(request) ?? false,
    })
  }

  /** How many connections are open. */
  get size(): number {
    return this.#connections.size
  }

  /** Decides about one handshake. */
  async upgrade(asked: Asked, handshake: Handshake): Promise<Answer> {
    const { plan } = this.#state
    const { generation, paths, readiness, negotiate } = plan.socket
    if (!paths(generation).includes(asked.path)) return REFUSED
    if (readiness === 'waiting' || plan.startup.kind !== 'complete') {
      return generation === 'H' ? REFUSED : notReady(plan.environment)
    }
    const selection = negotiate(offeredSubprotocols(asked), generation)
    if (selection.kind === 'refused') return REFUSED
    const identity = await admit(this.#state, asked)
    // H accepts first and refuses in a frame; S9 refuses the handshake (docs/netra.md#socket-credentials).
    if (identity.kind !== 'known' && generation === 'S9') return REFUSED
    if (selection.name !== undefined) this.#selected.set(handshake.request, selection.name)
    const socket = await this.#accept(asked, handshake)
    if (identity.kind === 'known') this.#welcome(socket, handshake, identity.caller)
    else this.#refuse(socket)
    return TAKEN
  }

  #accept(asked: Asked, { request, connection, head }: Handshake): Promise<WebSocket> {
    // The edge in front of the service may have removed this header.
    const offered = asked.headers['sec-websocket-protocol']
    if (offered === undefined) delete request.headers['sec-websocket-protocol']
    else request.headers['sec-websocket-protocol'] = offered
    return new Promise((resolve) => {
      this.#server.handleUpgrade(request, connection, head, resolve)
    })
  }

  #welcome(socket: WebSocket, { connection: wire }: Handshake, caller: Caller): void {
    const { plan } = this.#state
    const connection = makeConnection(plan.socket, caller, socket)
    const own = [...this.#connections].filter((other) => other.caller.userId === caller.userId)
    socket.on('error', () => socket.terminate())
    if (own.length >= plan.socket.maxConnectionsPerUser) {
      socket.close(1008, 'Too many connections')
      return
    }
    this.#connections.add(connection)
    socket.on('close', () => this.#connections.delete(connection))
    converse({
      state: this.#state,
      forms: this.#forms,
      asker: connection,
      everyone: this.#connections,
    })
    const greets = plan.socket.opened(socket, wire) === 'greet'
    if (greets) connection.send(this.#forms.welcome(connection))
  }

  #refuse(socket: WebSocket): void {
    const { code, reason } = this.#forms.refusal
    const connection = makeConnection(this.#state.plan.socket, UNKNOWN, socket)
    connection.send(this.#forms.error('AUTH_FAILED', 'Authentication failed'))
    socket.close(code, reason)
  }
}
