import type { SocketInput } from '../schema/socket.ts'

/** The chat socket (docs/netra.md#socket-credentials), as generations H and S9 both serve it. */
export const chat: SocketInput = {
  name: 'chat',
  service: 'backend',
  urlVariable: 'WEBSOCKET_URL',
  path: '/ws',
  ways: [
    // Browsers cannot set headers, so that the token travels among the offered subprotocols.
    { by: 'subprotocol', offers: ['jwt-auth', 'jwt.{token.base64url}'] },
    { by: 'header' },
  ],
  // S9 selects the plain name, H echoes the first offer that holds a token.
  subprotocols: ['jwt-auth', 'jwt.*'],
  testHeaders: {
    'X-Test-Type': 'E2E',
    'X-Test-Environment': '{kind}',
    'X-E2E-Test': 'true',
    'X-Test-Mode': 'true',
    'X-Test-Session': 'smoke-{run}',
  },
  welcome: {
    marks: [
      { at: 'data.event', is: 'connection_established' },
      { at: 'type', is: 'connection_established' },
    ],
    subject: ['data.user_id', 'user_id'],
  },
  ping: { say: { type: 'ping', payload: {} }, hears: [{ at: 'type', is: 'pong' }] },
  harmless: [
    {
      id: 'unknown-type',
      title: 'a message of an unknown type',
      say: { type: 'smoke_unknown_type', payload: {} },
    },
    { id: 'not-json', title: 'a message that is not JSON', say: { raw: 'this is not JSON' } },
  ],
  refusalFrames: [{ at: 'type', is: ['error_message', 'error'] }],
  bypass: [
    { path: '/ws/health', at: 'e2e_testing.auth_bypass_active', active: [true] },
    {
      path: '/ws/auth/permissiveness',
      at: 'validation_stats.auth_permissiveness_stats.by_level.demo',
      active: 'above-zero',
    },
    {
      path: '/ws/auth/permissiveness',
      at: 'validation_stats.auth_permissiveness_stats.by_level.emergency',
      active: 'above-zero',
    },
  ],
}
