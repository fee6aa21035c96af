/** Faults, and how checks that depend on what they broke end. */
export const NOT_JUDGED = [
  ['backend-readiness-hangs', { 'health/backend/ready-quick': 'blocked' }],
  ['frontend-assets-missing', { 'frontend/frontend/scripts': 'blocked' }],
  ['token-issuer-wrong', { 'golden-path/chat/thread-private': 'blocked' }],
  [
    'socket-open',
    {
      'websocket/chat/expired': 'blocked',
      'websocket/chat/no-token-with-test-headers': 'blocked',
      'websocket/chat/ping': 'passed',
    },
  ],
  ['backend-open', { 'trust/backend/expired': 'blocked', 'websocket/chat/expired': 'passed' }],
  [
    'thread-list-error',
    { 'trust/backend/expired': 'blocked', 'golden-path/chat/message': 'passed' },
  ],
  ['chat-messages-open', { 'trust/backend/expired': 'passed', 'trust/auth/expired': 'passed' }],
] as const
