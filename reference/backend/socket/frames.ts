import type { Clock } from '../../service.ts'
import type { AgentStep } from '../agent/agent-steps.ts'
import type { Connection, Frame } from './socket-plan.ts'

/** One run of the agent, as its events name it. */
export interface Run {
  readonly id: string
  readonly threadId: string
  readonly userId: string
}

/** The frames of a generation (docs/netra.md#frames). */
export interface FrameForms {
  welcome(connection: Connection): Frame
  pong(connection: Connection): Frame
  heartbeat(connection: Connection): Frame
  /** The acknowledgement of `heartbeat`. */
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

/** The frames that look the same in both generations (docs/netra.md#frames). */
export function commonFrames(now: Clock) {
  const message = (type: string, data: Frame): Frame => ({
    type,
    data,
    timestamp: now() / 1000,
    server_id: null,
    correlation_id: null,
  })
  return {
    message,
    pong: (connection: Connection) =>
      message('pong', { timestamp: now() / 1000, user_id: connection.caller.userId }),
    heartbeatAck: () => message('heartbeat_ack', { timestamp: now() / 1000, status: 'healthy' }),
    heartbeat: (connection: Connection) =>
      message('heartbeat', { connection_id: connection.id, timestamp: now() / 1000, stats: {} }),
    status: (connection: Connection, status: string) =>
      message('system_message', {
        status,
        user_id: connection.caller.userId,
        timestamp: now() / 1000,
      }),
    ack: (type: string): Frame => ({ type: 'ack', received_type: type, timestamp: now() / 1000 }),
    error: (code: string, text: string): Frame => ({
      type: 'error_message',
      error_code: code,
      error_message: text,
      details: {},
      timestamp: now() / 1000,
      recovery_suggestions: [],
    }),
  }
}

/** The longest message a client may send (docs/netra.md#frames). */
export const MAX_MESSAGE_BYTES = 8_192
