import type { Answer } from '../../http/exchange.ts'
import { jsonAnswer } from '../../http/json-answer.ts'
import type { Environment } from '../../service-plan.ts'

const RETRY_AFTER_SECONDS = 10

/** What the readiness gate before `/ws` says, to handshakes and to plain GETs (docs/netra.md#backend-health). */
export function notReady(environment: Environment): Answer {
  const body = {
    error: 'service_not_ready',
    message: 'WebSocket service is not ready',
    details: {
      state: 'services_initializing',
      failed_services: ['agent_supervisor', 'redis'],
      environment,
      retry_after_seconds: RETRY_AFTER_SECONDS,
    },
  }
  return jsonAnswer(503, body, {
    'retry-after': String(RETRY_AFTER_SECONDS),
    'x-cloud-run-compatible': 'true',
    'x-uvicorn-compatible': 'true',
    'x-issue-449-fix': 'active',
  })
}
