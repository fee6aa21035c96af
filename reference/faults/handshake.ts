import { googleFrontEnd } from '../edge/google-front-end.ts'
import { atEdge, type Faults, replies, sets } from '../fault.ts'
import { textAnswer } from '../http/answers.ts'
import type { Asked, Interceptor } from '../http/exchange.ts'
import { when } from '../http/layers.ts'

const FIREWALL_PAGE = '<!doctype html><meta charset="utf-8"><title>403</title>403 Forbidden'

/** Removes one header from handshakes, as load balancers do. */
function strip(header: string): Interceptor {
  const without = (asked: Asked): Asked => {
    const { [header]: _, ...headers } = asked.headers
    return { ...asked, headers }
  }
  return when('UPGRADE *', (asked, next) => next(without(asked)))
}

/** Handshakes that are refused: six reasons for one 403 (docs/netra.md#refused-handshakes). */
export const handshake: Faults = {
  'socket-authorization-stripped': {
    summary: 'The load balancer takes the Authorization header from handshakes',
    incidents: ['F18', 'seed 003'],
    finds: [{ code: 'ws.refused', service: 'backend' }],
    apply: atEdge('backend', () => strip('authorization')),
  },
  'socket-subprotocol-stripped': {
    summary: 'The load balancer takes the subprotocols, and the token in them, from handshakes',
    incidents: ['F18'],
    finds: [{ code: 'ws.refused', service: 'backend' }],
    apply: atEdge('backend', () => strip('sec-websocket-protocol')),
  },
  'socket-refuses-good-tokens': {
    summary: 'The WebSocket checks tokens with another secret than REST and refuses good ones',
    incidents: ['F47', 'F67', 'F107', 'F111', 'seed 004'],
    finds: [{ code: 'ws.refused', service: 'backend' }],
    apply: replies('backend', 'UPGRADE *', textAnswer(403, 'text/plain', '')),
  },
  'socket-unauthorized': {
    summary: 'The WebSocket answers good tokens with 401',
    incidents: ['F60', 'F67'],
    finds: [{ code: 'ws.refused', service: 'backend' }],
    apply: replies(
      'backend',
      'UPGRADE *',
      textAnswer(401, 'application/json', '{"detail":"Authentication required"}'),
    ),
  },
  'socket-path-moved': {
    summary: 'The WebSocket moved to another path: the old one answers 403',
    incidents: ['F74'],
    finds: [{ code: 'ws.refused', service: 'backend' }],
    apply: sets('backend', { socket: { paths: () => ['/api/v2/websocket'] } }),
  },
  'socket-subprotocol-unknown': {
    summary: 'The WebSocket knows none of the subprotocols that clients offer, and refuses them',
    incidents: ['F68'],
    finds: [{ code: 'ws.refused', service: 'backend' }],
    apply: sets('backend', { socket: { negotiate: () => ({ kind: 'refused' }) } }),
  },
  'socket-closed-while-waiting': {
    summary: 'H refuses handshakes with 403 while its agents are not ready',
    incidents: ['F75', 'F83'],
    finds: [{ code: 'ws.refused', service: 'backend' }],
    apply: sets('backend', { socket: { generation: 'H', readiness: 'waiting' } }),
  },
  'socket-blocked-by-firewall': {
    summary: 'A rule of the firewall takes handshakes for an attack',
    incidents: ['F16'],
    finds: [{ code: 'edge.refused', service: 'backend' }],
    apply: ({ backend }) => {
      const page = textAnswer(403, 'text/html; charset=UTF-8', FIREWALL_PAGE, { via: '1.1 google' })
      backend.edge.push(when('UPGRADE *', () => page))
    },
  },
  'socket-not-ready': {
    summary: 'The readiness gate before the WebSocket answers 503: agents and Redis are not there',
    incidents: ['F75', 'F83', 'seed 004'],
    finds: [{ code: 'ws.unavailable', service: 'backend' }],
    apply: sets('backend', { socket: { readiness: 'waiting' } }),
  },
  'socket-handshake-crashes': {
    summary: 'An exception ends every handshake with 500',
    incidents: ['F60', 'F70', 'F71'],
    finds: [{ code: 'ws.unavailable', service: 'backend' }],
    apply: replies(
      'backend',
      'UPGRADE *',
      textAnswer(500, 'text/plain; charset=utf-8', 'Internal Server Error'),
    ),
  },
  'socket-edge-no-backend': {
    summary: 'The load balancer has no backend for WebSockets, only for plain requests',
    incidents: ['F40', 'F67'],
    finds: [{ code: 'edge.no-backend', service: 'backend' }],
    apply: atEdge('backend', () => when('UPGRADE *', () => googleFrontEnd(502))),
  },
  'socket-refuses-origin': {
    summary: 'The socket refuses the Origin of the web app, and lets clients without one in',
    finds: [{ code: 'ws.origin', service: 'backend' }],
    apply: atEdge(
      'backend',
      () => (asked, next) =>
        asked.upgrade && asked.headers.origin !== undefined
          ? textAnswer(403, 'text/plain', 'request Origin forbidden')
          : next(asked),
    ),
  },
}
