import type { Generation } from '../../service-plan.ts'

/** Where a WebSocket can be opened (docs/netra.md#socket-paths). `/websocket` went away before H (F74). */
export function socketPaths(generation: Generation): readonly string[] {
  return generation === 'H' ? ['/ws', '/api/v1/websocket'] : ['/ws', '/websocket']
}
