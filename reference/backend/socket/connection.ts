import { randomUUID } from 'node:crypto'
import type { WebSocket } from 'ws'
import type { Caller } from '../caller.ts'
import type { Frame } from './frame.ts'
import type { SocketPlan } from './socket-plan.ts'

/** One open WebSocket and whom it belongs to. */
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
