import type { AgentStep } from '../agent/agent-step.ts'
import type { Connection } from './connection.ts'
import type { Frame } from './frame.ts'

/** One run of the agent, as its events name it. */
export interface Run {
  readonly id: string
  readonly threadId: string
  readonly userId: string
}

/** The shapes in which a generation says things over the WebSocket (docs/netra.md#frames). */
export interface FrameForms {
  welcome(connection: Connection): Frame
  pong(connection: Connection): Frame
  heartbeat(connection: Connection): Frame
  /** The acknowledgements of `heartbeat`, `connect` and `disconnect`. */
  heartbeatAck(): Frame
  status(connection: Connection, status: string): Frame
  /** Any message of a type the server does not know. */
  ack(type: string): Frame
  error(code: string, message: string): Frame
  /** The error code of a message that is not JSON. */
  readonly notJsonCode: string
  /** How a connection without a good token ends, once it is open. */
  readonly refusal: { readonly code: number; readonly reason: string }
  agentEvent(step: AgentStep, run: Run): Frame
}
