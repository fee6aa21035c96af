import {
  BY_SUBPROTOCOL,
  FIRST_MESSAGE,
  GRAPHQL,
  MQTT,
  SOCKET_IO,
  STOMP,
} from '../contracts/socket-ways.ts'
import { cause } from '../harness/judge.ts'
import type { Row } from '../harness/row.ts'
import { socketRow as row } from './socket-row.ts'

const bySubprotocol = { promise: BY_SUBPROTOCOL }
const withWebApp = { promise: { web: true } }

const is = (codes: string, words: Parameters<typeof cause>[2] = {}) => cause(codes, 'chat', words)
const open = { state: 'open' }

/** Sockets that refuse, accept or answer as they should not. */
export const BROKEN_SOCKETS: readonly Row[] = [
  row('fastapi_ws.py', 'selects no subprotocol', is('ws.subprotocol'), {
    ...bySubprotocol,
    state: 'none',
  }),
  row('aiohttp_ws.py', 'selects no subprotocol', is('ws.subprotocol'), {
    ...bySubprotocol,
    state: 'none',
  }),
  row('websockets_server.py', 'refuses the subprotocol (400)', is('ws.subprotocol'), {
    ...bySubprotocol,
    state: 'none',
  }),
  ...['aiohttp_ws.py', 'fastify-websocket.mjs', 'gorilla.go', 'ws.mjs', 'fastapi_ws.py'].map(
    (software) => row(software, 'lets everybody in', is('ws.open'), open),
  ),
  row('graphql-ws.mjs', 'lets everybody in', is('ws.open'), { ...open, promise: GRAPHQL }),
  row('socket-io.mjs', 'lets everybody in', is('ws.open'), { ...open, promise: SOCKET_IO }),
  row('fastapi_ws.py', 'reads tokens and verifies none', is('ws.accepts-forged'), {
    state: 'unverified',
  }),
  row('fastapi_ws.py', 'no welcome', is('ws.silent'), { state: 'silent' }),
  row(
    'fastapi_ws.py',
    'a welcome that is not JSON',
    is('ws.silent|ws.malformed', { says: /hello|JSON/ }),
    { state: 'text' },
  ),
  row('ws.mjs', 'a welcome of bytes', is('ws.silent|ws.malformed', { never: /says nothing/ }), {
    state: 'binary',
  }),
  row('fastapi_ws.py', 'a first message is never answered', is('ws.silent|ws.refused|ws.timeout'), {
    state: 'first-message-silent',
    // `accepted` is all that is promised.
    promise: {
      ...FIRST_MESSAGE,
      ping: { say: { type: 'ping' }, hears: [{ at: 'type', is: ['pong'] }] },
    },
  }),
  row('ws.mjs', "refuses the web app's Origin", is('ws.origin', { says: /origin/ }), {
    ...withWebApp,
    origins: 'https://old.example',
  }),
  row(
    'gorilla.go',
    "refuses the web app's Origin (library's default)",
    is('ws.origin', { says: /origin/ }),
    withWebApp,
  ),
  row(
    'coder.go',
    "refuses the web app's Origin (library's default)",
    is('ws.origin', { says: /origin/ }),
    withWebApp,
  ),
  row(
    'tornado_ws.py',
    "refuses the web app's Origin (library's default)",
    is('ws.origin', { says: /origin/ }),
    withWebApp,
  ),
  row(
    'channels_ws.py',
    // It refuses a handshake without Origin, too: from outside nothing distinguishes the two.
    "refuses the web app's Origin (OriginValidator)",
    is('ws.origin|ws.refused'),
    {
      ...withWebApp,
      state: 'origin-refused',
    },
  ),
  row('coder.go', 'a proxy drops Upgrade (426)', is('ws.no-upgrade', { says: /upgrade/ }), {
    state: 'upgrade-dropped',
  }),
  row('aedes.mjs', 'refuses every user (CONNACK 5)', is('ws.refused', { says: /refuses/ }), {
    state: 'refuses',
    promise: MQTT,
  }),
  row('aedes.mjs', 'takes any password', is('ws.open|ws.accepts-forged'), {
    ...open,
    promise: MQTT,
  }),
  row('stomp-broker.mjs', 'takes any token', is('ws.open|ws.accepts-forged'), {
    ...open,
    promise: STOMP,
  }),
  row(
    'stomp-broker.mjs',
    'never says CONNECTED',
    is('ws.silent', { says: /CONNECTED|sends nothing|no .*answer|welcome|first message/ }),
    {
      state: 'silent',
      promise: STOMP,
    },
  ),
]
