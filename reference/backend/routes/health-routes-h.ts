import { jsonAnswer } from '../../http/answers.ts'
import type { Answer } from '../../http/exchange.ts'
import type { Routes } from '../../http/route-table.ts'
import type { BackendState } from '../backend-state.ts'

/** Health in H: constant answers that look at nothing (docs/netra.md#backend-health, F31). */
export function healthRoutesH({ plan }: BackendState): Routes {
  const ok = (): Answer => jsonAnswer(200, { status: 'ok' })
  const infrastructure = (): Answer => {
    const { core_db, redis_db, clickhouse_db } = plan.dependencies
    const isCritical = core_db !== 'connected' || redis_db === 'failed'
    const isDegraded = redis_db !== 'connected' || clickhouse_db !== 'connected'
    return jsonAnswer(200, {
      status: isCritical ? 'critical' : isDegraded ? 'degraded' : 'ok',
      infrastructure: { database: core_db, redis: redis_db, clickhouse: clickhouse_db },
      circuit_breakers: {},
      chat_functionality_impact: isCritical,
    })
  }
  return {
    'GET HEAD OPTIONS /health': ok,
    'GET HEAD OPTIONS /health/': ok,
    'GET HEAD OPTIONS /health/ready': () => jsonAnswer(200, { status: 'ready' }),
    'GET /health/live': ok,
    'GET /health/startup': ok,
    'GET /health/backend': ok,
    'GET /health/infrastructure': infrastructure,
    'GET /api/health/health': ok,
    'GET /api/health/ready': () => jsonAnswer(200, { status: 'ready' }),
  }
}
