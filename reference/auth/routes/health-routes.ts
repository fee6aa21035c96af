import { jsonAnswer } from '../../http/answers.ts'
import type { Answer } from '../../http/exchange.ts'
import type { Routes } from '../../http/route-table.ts'
import type { AuthState } from '../auth-state.ts'

/** The auth service's health (docs/netra.md#auth-health). */
export function healthRoutes({ plan }: AuthState): Routes {
  const startedAt = plan.now()
  const isDeployed = plan.environment !== 'development'
  const identity = () => ({
    service: 'auth-service',
    version: plan.version,
    environment: plan.environment,
    timestamp: new Date(plan.now()).toISOString(),
  })
  const down = (status: string): Answer =>
    jsonAnswer(503, { status, ...identity(), reason: 'Database connectivity failed' })

  const health = (): Answer => {
    if (isDeployed && plan.database === 'down') return down('unhealthy')
    return jsonAnswer(200, {
      status: 'healthy',
      ...identity(),
      uptime_seconds: (plan.now() - startedAt) / 1000,
      ...(isDeployed ? { database_status: 'connected' } : {}),
    })
  }
  const ready = (): Answer => {
    if (plan.database === 'down') return down('not_ready')
    return jsonAnswer(200, { status: 'ready', ...identity(), database_status: 'connected' })
  }
  const capabilities = (): Answer => {
    const able = {
      jwt_validation: plan.jwtSecret !== '',
      session_management: true,
      oauth_configured: plan.googleLogin === 'configured',
      database_connected: plan.database === 'connected',
    }
    const golden = able.jwt_validation && able.oauth_configured
    const status = Object.values(able).every(Boolean) ? 'healthy' : 'degraded'
    const body = { ...identity(), capabilities: able, golden_path_ready: golden }
    if (golden || !isDeployed) return jsonAnswer(200, { ...body, status })
    return jsonAnswer(503, { ...body, status: 'unhealthy', error: 'Critical capability missing' })
  }
  const details = (): Answer =>
    jsonAnswer(200, {
      ...identity(),
      status: plan.database === 'connected' ? 'healthy' : 'unhealthy',
      database_status: plan.database === 'connected' ? 'connected' : 'error',
    })

  return {
    'GET HEAD /health': health,
    'GET HEAD /health/ready': ready,
    'GET HEAD /readiness': ready,
    'GET HEAD /health/auth': capabilities,
    'GET /auth/health': details,
  }
}
