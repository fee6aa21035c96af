import { jsonAnswer } from '../../http/answers.ts'
import type { Answer } from '../../http/exchange.ts'
import type { Routes } from '../../http/route-table.ts'
import type { BackendState } from '../backend-state.ts'
import { MAX_MESSAGE_BYTES } from './frames.ts'

/** What the WebSocket service says of itself over HTTP (docs/netra.md#backend-health). */
export function socketRoutes({ plan }: BackendState): Routes {
  const { socket } = plan
  const isH = socket.generation === 'H'
  const config = {
    max_connections_per_user: socket.maxConnectionsPerUser,
    heartbeat_interval: socket.heartbeatMs / 1000,
    max_message_size: MAX_MESSAGE_BYTES,
    pre_connection_auth_required: socket.bypass !== 'always',
  }
  const healthS9 = (): Answer =>
    jsonAnswer(200, {
      status: 'healthy',
      service: 'websocket',
      version: plan.version,
      timestamp: new Date(plan.now()).toISOString(),
      environment: plan.environment,
      metrics: { websocket: {}, authentication: {}, monitoring: {} },
      config,
      e2e_testing: {
        enabled: socket.bypass !== 'off',
        variables: {},
        auth_bypass_active: socket.bypass === 'always',
      },
      errors: [],
    })
  const healthH = (): Answer =>
    jsonAnswer(200, {
      status: 'healthy',
      mode: 'ssot_consolidated',
      components: { manager: 'healthy', message_router: 'healthy', connection_monitor: 'healthy' },
      service_availability: {
        allow_websocket_connections: true,
        denial_reason: null,
        overall_service_status: 'healthy',
      },
    })
  const beacon = (): Answer =>
    jsonAnswer(
      200,
      isH
        ? { service: 'websocket_ssot', status: 'operational', modes: ['main'] }
        : { service: 'websocket_beacon', status: 'healthy' },
    )
  /** A count above zero for demo is the outside sign that authentication is bypassed (docs/netra.md#backend-health). */
  const permissiveness = (): Answer =>
    jsonAnswer(200, {
      validation_stats: {
        auth_permissiveness_stats: {
          by_level: {
            strict: socket.admission === 'validated' ? 1 : 0,
            relaxed: socket.admission === 'relaxed' ? 1 : 0,
            demo: socket.admission === 'demo' ? 1 : 0,
            emergency: 0,
          },
        },
      },
    })
  return {
    ...(isH ? { 'GET /ws/auth/permissiveness': permissiveness } : {}),
    'GET HEAD OPTIONS /ws/health': isH ? healthH : healthS9,
    'GET HEAD OPTIONS /ws/beacon': beacon,
    'GET /ws/config': () => jsonAnswer(200, { websocket: config }),
  }
}
