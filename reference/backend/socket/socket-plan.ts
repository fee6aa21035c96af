import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Generation } from '../../service.ts'
import type { Caller } from '../identify.ts'
import type { Selection } from './handshake.ts'

/** One JSON message over a WebSocket. */
export type Frame = Readonly<Record<string, unknown>>

/** The WebSocket's settings. */
export interface SocketPlan {
  generation: Generation
  paths: (generation: Generation) => readonly string[]
  /** `waiting`: the agents behind it are not ready yet (docs/netra.md#backend-health, F75). */
  readiness: 'ready' | 'waiting'
  /**
   * The user of a handshake: the one that the auth service confirms, the one that the token names, the demo user
   * for all, or, without a good token, an invented user (docs/netra.md#permissive-levels).
   */
  admission: 'validated' | 'believed' | 'demo' | 'relaxed'
  /** Whether test headers, or variables on the server, stand in for a token (docs/netra.md#test-headers). */
  bypass: 'off' | 'test-headers' | 'always'
  negotiate: (offered: readonly string[], generation: Generation) => Selection
  maxConnectionsPerUser: number
  heartbeatMs: number
  /** Runs when a connection is open; `quiet` leaves the welcome out. */
  opened: (socket: WebSocket, connection: Duplex) => 'greet' | 'quiet'
  /** Runs for every message that comes in; `ignore` leaves it without an answer. */
  received: (type: string, socket: WebSocket) => 'answer' | 'ignore'
  /** Changes every outgoing frame last; undefined drops it. */
  outgoing: (frame: Frame, caller: Caller) => Frame | undefined
}

/** One open WebSocket and its user. */
export interface Connection {
  readonly id: string
  readonly caller: Caller
  readonly socket: WebSocket
  send(frame: Frame): void
}

export function makeConnection(plan: SocketPlan, caller: Caller, socket: WebSocket): Connection {
  return {
    id: `ws_${randomUUID()}`,
    caller,
    socket,
    send(frame) {
      const last = plan.outgoing(frame, caller)
      if (last !== undefined && socket.readyState === socket.OPEN) socket.send(JSON.stringify(last))
    },
  }
}

/** The paths of the WebSocket (docs/netra.md#socket-paths). H has no `/websocket` any more (F74). */
export function socketPaths(generation: Generation): readonly string[] {
  return generation === 'H' ? ['/ws', '/api/v1/websocket'] : ['/ws', '/websocket']
}
