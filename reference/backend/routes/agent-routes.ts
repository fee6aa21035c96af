import { randomUUID } from 'node:crypto'
import { jsonAnswer } from '../../http/answers.ts'
import type { Answer, Asked } from '../../http/exchange.ts'
import { jsonObject } from '../../http/read-request.ts'
import type { Routes } from '../../http/route-table.ts'
import { AGENT_EVENTS } from '../agent/agent-steps.ts'
import type { BackendState } from '../backend-state.ts'
import type { Caller } from '../identify.ts'
import { protect } from '../protect.ts'

const AGENTS = ['triage', 'data', 'optimization']

/** Agents over REST (docs/netra.md#threads-and-agents). There is no `/api/agents`: it never existed (F90). */
export function agentRoutes(state: BackendState): Routes {
  const { fail } = state
  const status = (asked: Asked): Answer => {
    const wanted = asked.query.get('agent_id')
    const agents = AGENTS.map((type) => ({
      agent_id: `${type}-agent`,
      status: 'idle',
      agent_type: type,
      start_time: new Date(state.plan.now()).toISOString(),
      last_activity: null,
      message_count: 0,
    }))
    return jsonAnswer(
      200,
      agents.filter((agent) => wanted === null || agent.agent_id === wanted),
    )
  }
  /** A message about a test gets a stand-in's answer even on a healthy system, as deployed. */
  const execute = (asked: Asked): Answer => {
    const body = jsonObject(asked)
    if (typeof body?.message !== 'string') return fail(422, 'Request validation failed')
    const { message } = body
    const agent = String(body.type ?? 'triage')
    if (message.includes('FORCE_ERROR')) return fail(500, 'Agent execution failed')
    const isTrial = /test/i.test(message) || message.startsWith('WebSocket')
    return jsonAnswer(200, {
      status: 'success',
      agent,
      response: isTrial ? `Mock ${agent} agent response` : state.plan.agent.answer(message),
      execution_time: 0.01,
      circuit_breaker_state: 'closed',
      error: null,
    })
  }
  const start = (asked: Asked, caller: Caller): Answer => {
    const body = jsonObject(asked)
    if (typeof body?.message !== 'string') return fail(422, 'Request validation failed')
    return jsonAnswer(200, {
      run_id: `run_${randomUUID()}`,
      status: 'started',
      message: 'Agent execution started',
      user_id: caller.userId,
      thread_id: body.thread_id ?? null,
      session_scoped: true,
    })
  }
  return {
    'GET /api/agents/status': status,
    'POST /api/agents/execute': execute,
    'GET /api/agents/stream': () =>
      jsonAnswer(200, {
        available: true,
        supported_agents: AGENTS,
        stream_events: AGENT_EVENTS,
        endpoints: { stream: '/api/agents/stream', execute: '/api/agents/execute' },
      }),
    'POST /api/agent/v2/execute': protect(state, start),
  }
}
