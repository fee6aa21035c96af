import type { Generation } from '../../service-plan.ts'

/** Where a WebSocket can be opened (platform notes §5.1). `/websocket` went away before H (F74). */
export function socketPaths(generation: Generation): readonly string[] {
  return generation === 'H' ? ['/ws', '/api/v1/websocket'] : ['/ws', '/websocket']
}
