import type { WebSocket } from 'ws'
import { type Faults, sets } from '../fault.ts'

/** A text frame with a reserved bit set, which no extension agreed on (RFC 6455 §5.2). */
const BROKEN_FRAME = Buffer.from([0xf1, 0x02, 0x7b, 0x7d])

/** A welcome without the name of a user. */
const WELCOME = JSON.stringify({ type: 'connection_established', data: {} })

/** Collects what is sent from now on, and sends it once nothing has come for so long. */
function holdBack(socket: WebSocket, quietMs: number): void {
  const send = socket.send.bind(socket)
  const kept: string[] = []
  let timer: NodeJS.Timeout | undefined
  socket.send = (frame: string) => {
    kept.push(frame)
    clearTimeout(timer)
    timer = setTimeout(() => {
      for (const one of kept.splice(0)) send(one)
    }, quietMs).unref()
  }
}

/** WebSockets that open, and then break a promise. */
export const conversation: Faults = {
  'socket-closes-at-once': {
    summary: 'The WebSocket closes with 1011 right after it opens',
    incidents: ['F69', 'F70', 'F71', 'F72'],
    finds: [{ code: 'ws.closed', service: 'backend' }],
    apply: ({ backend }) => {
      backend.socket.opened = (socket) => {
        socket.close(1011, 'Service initialization failed')
        return 'quiet'
      }
    },
  },
  'socket-closes-on-first-message': {
    summary: 'The WebSocket closes with 1000 at the first message and answers nothing',
    incidents: ['F87', 'F88'],
    finds: [{ code: 'ws.closed', service: 'backend' }],
    apply: ({ backend }) => {
      backend.socket.generation = 'H'
      backend.socket.received = (_type, socket) => {
        socket.close(1000, 'main cleanup')
        return 'ignore'
      }
    },
  },
  'socket-closes-on-unknown-message': {
    summary: 'The WebSocket closes at a message of a type it does not know',
    incidents: ['F88'],
    finds: [{ code: 'ws.closed', service: 'backend' }],
    apply: ({ backend }) => {
      const known = ['ping', 'user_message', 'undefined']
      backend.socket.received = (type, socket) => {
        if (known.includes(type)) return 'answer'
        socket.close(1011, 'Unknown message type')
        return 'ignore'
      }
    },
  },
  'socket-cut-while-answering': {
    summary: 'The load balancer cuts WebSockets while the agent is at work',
    incidents: ['F17'],
    finds: [{ code: 'ws.closed', service: 'backend' }],
    apply: ({ backend }) => {
      backend.socket.received = (type, socket) => {
        if (type === 'user_message') setImmediate(() => socket.terminate())
        return 'answer'
      }
    },
  },
  'socket-without-welcome': {
    summary: 'The WebSocket opens and does not say that it is ready',
    incidents: ['F81'],
    finds: [{ code: 'ws.silent', service: 'backend' }],
    apply: sets('backend', { socket: { opened: () => 'quiet' } }),
  },
  'socket-welcome-late': {
    summary: 'The WebSocket welcomes a user only after six seconds',
    finds: [{ code: 'service.slow', service: 'backend' }],
    level: 'warning',
    apply: ({ backend }) => {
      backend.socket.opened = (socket) => {
        setTimeout(() => socket.send(WELCOME), 6_000).unref()
        return 'quiet'
      }
    },
  },
  'socket-events-held': {
    summary: 'A proxy holds the events of an answer back until no more come',
    finds: [{ code: 'stream.held', service: 'backend' }],
    level: 'warning',
    apply: ({ backend }) => {
      backend.socket.received = (type, socket) => {
        if (type === 'user_message') holdBack(socket, 1_500)
        return 'answer'
      }
    },
  },
  'socket-frames-not-json': {
    summary: 'The WebSocket sends text that is no JSON',
    finds: [{ code: 'ws.malformed', service: 'backend' }],
    apply: ({ backend }) => {
      backend.socket.opened = (socket) => {
        socket.send('connected')
        return 'quiet'
      }
    },
  },
  'socket-try-again-later': {
    summary: 'The WebSocket closes with 1013: it has no room',
    finds: [{ code: 'ws.unavailable', service: 'backend' }],
    apply: ({ backend }) => {
      backend.socket.opened = (socket) => {
        socket.close(1013, 'try again later')
        return 'quiet'
      }
    },
  },
  'socket-too-many-connections': {
    summary: 'The WebSocket has no connection left for the user, and closes each new one',
    finds: [{ code: 'ws.unavailable', service: 'backend' }],
    apply: sets('backend', { socket: { maxConnectionsPerUser: 0 } }),
  },
  'socket-without-pong': {
    summary: 'The WebSocket answers no ping: its handler is not one',
    incidents: ['F29', 'F79'],
    finds: [{ code: 'ws.silent', service: 'backend' }],
    apply: sets('backend', {
      socket: { received: (type) => (type === 'ping' ? 'ignore' : 'answer') },
    }),
  },
  'socket-frames-broken': {
    summary: 'What comes over the WebSocket are no frames',
    incidents: ['F72'],
    finds: [{ code: 'ws.malformed', service: 'backend' }],
    apply: ({ backend }) => {
      backend.socket.opened = (_socket, connection) => {
        connection.write(BROKEN_FRAME)
        return 'quiet'
      }
    },
  },
}
