import { cors } from '../http/cors.ts'
import type { Interceptor } from '../http/exchange.ts'
import { stamp, when } from '../http/layers.ts'
import { routeTable } from '../http/route-table.ts'
import type { Service } from '../service.ts'
import type { BackendState } from './backend-state.ts'
import { aboutRoutes } from './routes/about-routes.ts'
import { agentRoutes } from './routes/agent-routes.ts'
import { chatRoutes } from './routes/chat-routes.ts'
import { healthRoutesH, healthRoutesS9 } from './routes/health-routes.ts'
import { messageRoutes } from './routes/message-routes.ts'
import { threadRoutes } from './routes/thread-routes.ts'
import { notReady } from './socket/handshake.ts'
import { socketRoutes } from './socket/socket-routes.ts'
import type { SocketServer } from './socket/socket-server.ts'

/** The backend: REST in the state H, or with the health routes of S9, and the chat's WebSocket. */
export function backendService(state: BackendState, sockets: SocketServer): Service {
  const { plan, urls } = state
  // A plain GET below /ws counts as a WebSocket for the readiness gate (docs/netra.md#backend-health).
  const gate: Interceptor = when('GET /ws*', (asked, next) =>
    plan.socket.readiness === 'waiting' ? notReady(plan.environment) : next(asked),
  )
  const rule = {
    allows: (origin: string) => plan.cors.allows(origin, urls),
    credentials: plan.cors.credentials,
    names: plan.cors.names,
    allowHeaders: ['Authorization', 'Content-Type', 'X-Requested-With', 'X-Request-ID'],
    exposeHeaders: ['X-Request-ID', 'X-Trace-ID'],
  }
  return {
    layers: [...plan.edge, stamp({ server: 'uvicorn' }), cors(rule), ...plan.app, gate],
    routes: routeTable({
      ...aboutRoutes(state),
      ...(plan.rest === 'H' ? healthRoutesH(state) : healthRoutesS9(state)),
      ...threadRoutes(state),
      ...messageRoutes(state),
      ...chatRoutes(state),
      ...agentRoutes(state),
      ...socketRoutes(state),
    }),
    upgrade: (asked, handshake) => sockets.upgrade(asked, handshake),
  }
}
