import { jsonAnswer } from '../../http/answers.ts'
import type { Answer, Asked } from '../../http/exchange.ts'
import type { Routes } from '../../http/route-table.ts'
import { type BackendPlan, type DependencyName, startupProblem } from '../backend-plan.ts'
import type { BackendState } from '../backend-state.ts'

/** Health in S9: says how the start went and in which state the dependencies are (docs/netra.md#backend-health). */
export function healthRoutesS9({ plan, fail }: BackendState): Routes {
  const identity = () => ({
    service: 'netra-ai-platform',
    version: plan.version,
    timestamp: plan.now() / 1000,
  })
  const started = (body: () => Answer): Answer => {
    const problem = startupProblem(plan.startup)
    return problem === undefined ? body() : jsonAnswer(503, problem)
  }
  const basic = (): Answer => jsonAnswer(200, { status: 'healthy', ...identity() })
  const health = (asked: Asked): Answer => {
    const { 'accept-version': accepted, 'api-version': asks } = asked.headers
    const answer = started(basic)
    return {
      ...answer,
      headers: { ...answer.headers, 'api-version': accepted ?? asks ?? 'current' },
    }
  }
  const ready = (): Answer => {
    if (plan.dependencies.core_db !== 'connected') {
      return fail(503, 'Core database unavailable')
    }
    return jsonAnswer(200, {
      status: 'ready',
      ...identity(),
      environment: plan.environment,
      core_db: plan.dependencies.core_db,
      clickhouse_db: optional(plan, 'clickhouse_db'),
      redis_db: optional(plan, 'redis_db'),
      websocket_readiness: { websocket_ready: plan.socket.readiness === 'ready' },
      details: { status: 'healthy', ...identity() },
    })
  }
  const checks = (): Answer => {
    const isReady = plan.dependencies.core_db === 'connected'
    return jsonAnswer(isReady ? 200 : 503, {
      status: isReady ? 'ready' : 'not_ready',
      ...identity(),
      checks: {
        database: isReady,
        redis: plan.dependencies.redis_db === 'connected',
        websocket: plan.socket.readiness === 'ready',
        startup_module: true,
      },
    })
  }
  const capabilities = (): Answer => {
    const isReady = plan.dependencies.core_db === 'connected'
    return jsonAnswer(isReady ? 200 : 503, {
      service: 'backend-service',
      status: isReady ? 'healthy' : 'unhealthy',
      capabilities: {
        agent_execution: isReady,
        tool_system: true,
        llm_integration: true,
        websocket_integration: plan.socket.readiness === 'ready',
        database_connectivity: isReady,
      },
      golden_path_ready: isReady,
    })
  }
  return {
    'GET HEAD OPTIONS /health': health,
    'GET HEAD OPTIONS /health/': health,
    'GET HEAD OPTIONS /health/ready': () => started(ready),
    'GET HEAD OPTIONS /health/live': basic,
    'GET HEAD OPTIONS /health/startup': () => started(checks),
    'GET HEAD OPTIONS /health/backend': () => started(capabilities),
    'GET HEAD /api/health': () => started(basic),
  }
}

/** Staging does not even look at what is optional there. */
function optional(plan: BackendPlan, name: DependencyName): string {
  const state = plan.dependencies[name]
  return plan.environment === 'staging' && state === 'connected' ? 'skipped_optional' : state
}

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
