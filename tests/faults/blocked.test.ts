import { describe, test } from 'vitest'
import { runInLab } from '../support/lab.ts'

describe('what a fault keeps from being judged is blocked, and nothing else', () => {
  test.concurrent.for([
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
  ] as const)('%s', async ([fault, expected], { expect }) => {
    const { reports } = await runInLab(['--fault', fault])
    const statuses = reports.ctrf.results.tests.map(({ rawStatus, extra }) => [extra.id, rawStatus])
    expect(Object.fromEntries(statuses)).toMatchObject(expected)
  })
})
