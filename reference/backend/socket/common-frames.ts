import type { Clock } from '../../service-plan.ts'
import type { Connection } from './connection.ts'
import type { Frame } from './frame.ts'

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
