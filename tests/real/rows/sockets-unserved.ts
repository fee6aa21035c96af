import { MQTT, SOCKET_IO } from '../contracts/socket-ways.ts'
import { cause } from '../harness/judge.ts'
import type { Row } from '../harness/row.ts'
import { socketRow as row } from './socket-row.ts'

const is = (codes: string, words: Parameters<typeof cause>[2] = {}) => cause(codes, 'chat', words)
/** The route that a socket stands at, and a server that does not have it. */
const MISSING = is('ws.missing')
const NEVER_OPENED = /opens (?:the )?WebSocket/
const unmounted = { state: 'unmounted' }
const before = { state: 'raises-before' }
const after = { state: 'raises-after' }

/** Sockets that are not there, or whose code fails before or right after it accepts. */
export const UNSERVED_SOCKETS: readonly Row[] = [
  ...['aiohttp_ws.py', 'tornado_ws.py', 'websockets_server.py', 'fastify-websocket.mjs'].map(
    (software) => row(software, 'not mounted (404)', MISSING, unmounted),
  ),
  row('ws.mjs', 'not mounted (404)', MISSING, unmounted),
  row('gorilla.go', 'not mounted (404)', MISSING, unmounted),
  row('flask_sock_app.py', 'not mounted (404)', MISSING, unmounted),
  row(
    'fastapi_ws.py',
    'not mounted (403, empty)',
    is('ws.missing|ws.refused', { says: /route|path|missing|mount/ }),
    unmounted,
  ),
  row(
    'channels_ws.py',
    'not mounted (500)',
    is('ws.missing|ws.unavailable', { never: /Retry-After/ }),
    unmounted,
  ),
  row(
    'ws_path.mjs',
    'not mounted (400)',
    is('ws.missing|ws.no-upgrade', { says: /400|route|path/ }),
    unmounted,
  ),
  row(
    'socket-io.mjs',
    'not mounted (no answer)',
    is('ws.missing|ws.timeout|ws.unavailable|ws.closed', { never: NEVER_OPENED }),
    {
      ...unmounted,
      promise: SOCKET_IO,
    },
  ),
  ...[
    'fastapi_ws.py',
    'channels_ws.py',
    'aiohttp_ws.py',
    'fastify-websocket.mjs',
    'tornado_ws.py',
    'flask_sock_app.py',
  ].map((software) =>
    row(software, 'raises before it accepts (500)', is('ws.unavailable'), before),
  ),
  ...['gorilla.go', 'coder.go'].map((software) =>
    row(
      software,
      'panics before it accepts (no answer)',
      is('ws.unavailable|ws.closed|http.reset', { never: NEVER_OPENED }),
      {
        state: 'panics',
      },
    ),
  ),
  row(
    'ws.mjs',
    'the handshake is cut',
    is('ws.unavailable|ws.closed|http.reset', { never: NEVER_OPENED }),
    {
      state: 'destroyed',
    },
  ),
  row('fastapi_ws.py', 'raises after it accepts', is('ws.closed'), after),
  row('fastify-websocket.mjs', 'raises after it accepts', is('ws.closed'), after),
  row(
    'flask_sock_app.py',
    'raises after it accepts (HTTP in the stream)',
    // That it was also tried without compression is an experiment, and no claim.
    is('ws.malformed|ws.closed', { never: /compressed frame|compression is at fault/ }),
    after,
  ),
  row('aiohttp_ws.py', 'closes right after it accepts', is('ws.closed'), { state: 'closes' }),
  row('fastify-websocket.mjs', 'closes right after it accepts', is('ws.closed'), {
    state: 'closes',
  }),
  row(
    'ws.mjs',
    'closes with 1013, try again later',
    is('ws.unavailable|ws.closed', { says: /1013|try again later/ }),
    {
      state: 'later',
    },
  ),
  row('fastapi_ws.py', 'not mounted, a platform without tokens', is('ws.missing|ws.refused'), {
    ...unmounted,
    promise: { withoutTokens: true },
  }),
  row('aedes.mjs', 'not mounted (400)', is('ws.missing'), { ...unmounted, promise: MQTT }),
]
