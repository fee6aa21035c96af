import { atEdge, type Faults, inApp, replies, sets } from '../fault.ts'
import { detailAnswer, textAnswer } from '../http/answers.ts'
import { when } from '../http/layers.ts'

const PAGE = '<!DOCTYPE html><html><body>Netra</body></html>'
/** RFC 6455 §4.2.2 wants a hash of the client's key here; this is the hash of none. */
const WRONG_ACCEPT = { 'sec-websocket-accept': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }

/** Handshakes that are not refused, but open no WebSocket. */
export const upgrade: Faults = {
  'socket-missing': {
    summary: 'The WebSocket path answers 404',
    incidents: ['F74'],
    finds: [{ code: 'ws.missing', service: 'backend' }],
    apply: replies('backend', 'UPGRADE *', detailAnswer(404, 'Not Found')),
  },
  'socket-url-is-frontend': {
    summary: 'WEBSOCKET_URL leads to the frontend',
    incidents: ['F01', 'F66'],
    finds: [{ code: 'ws.missing', service: 'backend' }],
    env: (env) => ({
      ...env,
      WEBSOCKET_URL: (env.FRONTEND_URL ?? '').replace(/^http/, 'ws'),
    }),
  },
  'socket-refuses-compression': {
    summary: 'A proxy refuses handshakes that offer compression, as those of browsers do',
    finds: [{ code: 'ws.malformed', service: 'backend' }],
    apply: atEdge('backend', () =>
      when('UPGRADE *', (asked, next) =>
        asked.headers['sec-websocket-extensions'] === undefined
          ? next(asked)
          : textAnswer(400, 'text/plain', 'Bad Request'),
      ),
    ),
  },
  'socket-answered-with-page': {
    summary: 'A proxy that knows no WebSockets answers handshakes with a page',
    incidents: ['F01'],
    finds: [{ code: 'ws.no-upgrade', service: 'backend' }],
    apply: atEdge('backend', () => when('UPGRADE *', () => textAnswer(200, 'text/html', PAGE))),
  },
  'socket-upgrade-dropped': {
    summary: 'A proxy drops Upgrade, so that the app sees plain GETs',
    finds: [{ code: 'ws.no-upgrade', service: 'backend' }],
    apply: ({ backend }) => {
      const DROPPED = { upgrade: '' }
      backend.edge.push(
        when('UPGRADE *', (asked, next) =>
          next({ ...asked, upgrade: false, headers: { ...asked.headers, ...DROPPED } }),
        ),
      )
      // There is no route for plain GETs at the path.
      backend.app.push((asked, next) =>
        asked.headers.upgrade === '' ? detailAnswer(404, 'Not Found') : next(asked),
      )
    },
  },
  'socket-path-unknown': {
    summary: 'Nothing is mounted at the WebSocket path: the library answers 400, as to every path',
    finds: [{ code: 'ws.missing', service: 'backend' }],
    apply: replies('backend', 'UPGRADE *', textAnswer(400, 'text/html', 'Bad Request')),
  },
  'socket-subprotocol-refused': {
    summary: 'The WebSocket refuses the subprotocols of clients with 400',
    finds: [{ code: 'ws.subprotocol', service: 'backend' }],
    apply: replies(
      'backend',
      'UPGRADE *',
      textAnswer(400, 'text/plain', 'invalid subprotocol; expected one of chat.v2'),
    ),
  },
  'socket-redirected': {
    summary: 'Handshakes are redirected',
    incidents: ['F19', 'F92'],
    finds: [{ code: 'ws.no-upgrade', service: 'backend' }],
    apply: ({ backend }) => {
      const answer = {
        status: 301,
        headers: { location: 'https://api.netra.invalid/ws' },
        body: '',
      }
      backend.edge.push(when('UPGRADE *', () => answer))
    },
  },
  'socket-accept-key-wrong': {
    summary: 'Handshakes are answered with 101 and the wrong key',
    finds: [{ code: 'ws.no-upgrade', service: 'backend' }],
    apply: atEdge('backend', () =>
      when('UPGRADE *', () => ({ status: 101, headers: WRONG_ACCEPT, body: '' })),
    ),
  },
  'socket-subprotocol-not-selected': {
    summary: 'The WebSocket accepts without selecting a subprotocol, so browsers hang up',
    incidents: ['F68'],
    finds: [{ code: 'ws.subprotocol', service: 'backend' }],
    apply: sets('backend', { socket: { negotiate: () => ({ kind: 'accepted' }) } }),
  },
  'socket-subprotocol-not-offered': {
    summary: 'The WebSocket selects a subprotocol that nobody offered',
    incidents: ['F68'],
    finds: [{ code: 'ws.subprotocol', service: 'backend' }],
    apply: sets('backend', {
      socket: { negotiate: () => ({ kind: 'accepted', name: 'agent_chat' }) },
    }),
  },
  'socket-handshake-hangs': {
    summary: 'Handshakes are never answered',
    incidents: ['F64', 'F73', 'F76'],
    finds: [{ code: 'ws.timeout', service: 'backend' }],
    apply: inApp('backend', () => when('UPGRADE *', () => new Promise<never>(() => {}))),
  },
}
