import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Generation } from '../../service-plan.ts'
import type { Caller } from '../caller.ts'
import type { Frame } from './frame.ts'
import type { Selection } from './negotiate.ts'

/** The WebSocket's settings. */
export interface SocketPlan {
  generation: Generation
  paths: (generation: Generation) => readonly string[]
  /** `waiting`: the agents behind it are not there yet (docs/netra.md#backend-health, F75). */
  readiness: 'ready' | 'waiting'
  /**
   * Who gets in: whom the auth service knows, whom the token names, everybody as the demo user, or
   * everybody who has no good token as a made-up user (docs/netra.md#permissive-levels).
   */
  admission: 'validated' | 'believed' | 'demo' | 'relaxed'
  /** Whether test headers, or variables on the server, stand in for a token (docs/netra.md#test-headers). */
  bypass: 'off' | 'test-headers' | 'everybody'
  negotiate: (offered: readonly string[], generation: Generation) => Selection
  maxConnectionsPerUser: number
  heartbeatMs: number
  /** Runs when a connection is open; `quiet` leaves the welcome out. */
  opened: (socket: WebSocket, connection: Duplex) => 'greet' | 'quiet'
  /** Runs for every message that comes in; `ignore` leaves it without an answer. */
  received: (type: string, socket: WebSocket) => 'answer' | 'ignore'
  /** The last word on every frame that goes out; undefined keeps it back. */
  outgoing: (frame: Frame, caller: Caller) => Frame | undefined
}
