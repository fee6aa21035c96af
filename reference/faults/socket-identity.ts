import type { Frame } from '../backend/socket/socket-plan.ts'
import { type Faults, sets } from '../fault.ts'

/** A welcome that names another user. */
function welcomeFor(frame: Frame, userId: string): Frame {
  const data = frame.data as Frame | undefined
  return data?.event === 'connection_established'
    ? { ...frame, data: { ...data, user_id: userId } }
    : frame
}

/** WebSockets that open without a valid token, or as those of another user. */
export const socketIdentity: Faults = {
  'socket-wrong-user': {
    summary: 'The WebSocket of every user is that of the user before',
    incidents: ['F86'],
    finds: [{ code: 'ws.wrong-identity', service: 'backend' }],
    apply: sets('backend', {
      socket: { outgoing: (frame) => welcomeFor(frame, 'somebody-else-001') },
    }),
  },
  'socket-demo-mode': {
    summary: 'Demo mode is on: everybody is the demo user, and no token is looked at',
    incidents: ['F54', 'seed 003'],
    finds: [{ code: 'ws.open', service: 'backend' }],
    apply: ({ backend }) => {
      backend.socket.generation = 'H'
      backend.socket.admission = 'demo'
      // All connections have one user here: with a limit for each user, chance decides which one is closed.
      backend.socket.maxConnectionsPerUser = Number.POSITIVE_INFINITY
    },
  },
  'socket-relaxed': {
    summary: 'Who has no good token gets in under a made-up name',
    incidents: ['F54', 'F66'],
    finds: [{ code: 'ws.open', service: 'backend' }],
    apply: sets('backend', { socket: { generation: 'H', admission: 'relaxed' } }),
  },
  'socket-open': {
    summary: 'Variables of the test tooling on the server switch authentication off for everybody',
    incidents: ['F101', 'F110', 'seed 004'],
    finds: [{ code: 'ws.open', service: 'backend' }],
    apply: sets('backend', { socket: { bypass: 'always' } }),
  },
  'socket-believes-tokens': {
    summary: 'The WebSocket reads tokens and never asks whether they are genuine',
    incidents: ['F55'],
    finds: [{ code: 'ws.accepts-forged', service: 'backend' }],
    apply: sets('backend', { socket: { admission: 'believed' } }),
  },
  'socket-bypass-by-test-headers': {
    summary: 'Test headers let everybody in without a valid token',
    incidents: ['F55', 'F110', 'seed 004'],
    finds: [{ code: 'ws.bypass', service: 'backend' }],
    level: 'warning',
    apply: sets('backend', { socket: { bypass: 'test-headers' } }),
  },
}
