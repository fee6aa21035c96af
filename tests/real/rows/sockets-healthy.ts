import {
  BY_SUBPROTOCOL,
  FIRST_MESSAGE,
  GRAPHQL,
  GRAPHQL_TALK,
  MQTT,
  MQTT_OPEN,
  MQTT_TALK,
  SOCKET_IO,
  SOCKET_IO_TALK,
  STOMP,
  STOMP_TALK,
} from '../contracts/socket-ways.ts'
import { HEALTHY } from '../harness/judge.ts'
import type { Row } from '../harness/row.ts'
import { socketRow as row } from './socket-row.ts'

const bySubprotocol = { promise: BY_SUBPROTOCOL }
const withWebApp = { promise: { web: true } }

export const HEALTHY_SOCKETS: readonly Row[] = [
  row('ws.mjs', 'healthy', HEALTHY),
  row('ws.mjs', 'healthy, token by subprotocol', HEALTHY, bySubprotocol),
  row('ws.mjs', 'healthy, token by query', HEALTHY, {
    promise: { ways: [{ by: 'query', name: 'token' }] },
  }),
  row('ws.mjs', 'healthy, only the web app may open it', HEALTHY, {
    ...withWebApp,
    origins: 'web',
  }),
  row('ws_path.mjs', 'healthy', HEALTHY),
  row('fastify-websocket.mjs', 'healthy', HEALTHY),
  row('fastify-websocket.mjs', 'healthy, token by subprotocol', HEALTHY, bySubprotocol),
  row('fastapi_ws.py', 'healthy', HEALTHY),
  row('fastapi_ws.py', 'healthy, token by subprotocol', HEALTHY, bySubprotocol),
  row('fastapi_ws.py', 'healthy, waits for a first message', HEALTHY, {
    state: 'first-message',
    promise: FIRST_MESSAGE,
  }),
  row('channels_ws.py', 'healthy', HEALTHY),
  row('channels_ws.py', 'healthy, token by subprotocol', HEALTHY, bySubprotocol),
  row('channels_ws.py', 'healthy, AllowedHostsOriginValidator', HEALTHY, {
    ...withWebApp,
    state: 'origin',
  }),
  row('aiohttp_ws.py', 'healthy', HEALTHY),
  row('aiohttp_ws.py', 'healthy, token by subprotocol', HEALTHY, bySubprotocol),
  row('tornado_ws.py', 'healthy', HEALTHY),
  row('websockets_server.py', 'healthy', HEALTHY),
  row('websockets_server.py', 'healthy, subprotocols listed, token by subprotocol', HEALTHY, {
    ...bySubprotocol,
    state: 'listed',
  }),
  row(
    'websockets_server.py',
    'healthy, subprotocols listed and promised, token by header',
    HEALTHY,
    {
      state: 'listed',
      promise: { subprotocols: ['chat.v1'] },
    },
  ),
  row('flask_sock_app.py', 'healthy', HEALTHY),
  row('gorilla.go', 'healthy', HEALTHY),
  row('coder.go', 'healthy', HEALTHY),
  row('graphql-ws.mjs', 'healthy, graphql-transport-ws', HEALTHY, {
    promise: { ...GRAPHQL, steps: GRAPHQL_TALK },
  }),
  row('socket-io.mjs', 'healthy', HEALTHY, { promise: { ...SOCKET_IO, steps: SOCKET_IO_TALK } }),
  row('socket-io.mjs', 'healthy, quiet for longer than a heartbeat', HEALTHY, {
    promise: { ...SOCKET_IO, quietSeconds: 50 },
  }),
  row('aedes.mjs', 'healthy, MQTT', HEALTHY, { promise: { ...MQTT, steps: MQTT_TALK } }),
  row('aedes.mjs', 'healthy, MQTT, a platform without tokens', HEALTHY, {
    state: 'open',
    promise: { ...MQTT_OPEN, withoutTokens: true },
  }),
  row('stomp-broker.mjs', 'healthy, STOMP', HEALTHY, { promise: { ...STOMP, steps: STOMP_TALK } }),
  row('gorilla.go', 'healthy, every Origin is taken', HEALTHY, {
    ...withWebApp,
    state: 'any-origin',
  }),
  row('fastapi_ws.py', 'healthy, a platform without tokens', HEALTHY, {
    state: 'open',
    promise: { withoutTokens: true },
  }),
]
