import type { Clock } from '../../service.ts'
import { AGENT_EVENTS, type AgentStep } from '../agent/agent-steps.ts'
import { commonFrames, type FrameForms, type Run } from './frames.ts'
import type { Frame } from './socket-plan.ts'

const AGENT_NAME = 'supervisor'
/** H shows no more of a user's id than this (docs/netra.md#frames). */
const SHOWN_ID_LENGTH = 8
const EXECUTION_MS = 5

/** The shapes of H: a welcome of its own, agent events with their details under `data`. */
export function framesH(now: Clock): FrameForms {
  const common = commonFrames(now)
  const isoNow = () => new Date(now()).toISOString()
  return {
    ...common,
    welcome: (connection) =>
      common.message('connection_established', {
        mode: 'main',
        user_id: `${connection.caller.userId.slice(0, SHOWN_ID_LENGTH)}...`,
        connection_id: connection.id,
        golden_path_events: AGENT_EVENTS,
        features: {
          full_business_logic: true,
          agent_events: true,
          thread_routing: true,
          reconnection: true,
          rate_limiting: true,
        },
        timestamp: isoNow(),
      }),
    notJsonCode: 'JSON_PARSE_ERROR',
    refusal: { code: 1008, reason: 'Authentication failed' },
    agentEvent: (step, run) => ({
      type: step.name,
      run_id: run.id,
      user_id: run.userId,
      agent_name: AGENT_NAME,
      timestamp: isoNow(),
      ...(step.tool === undefined ? {} : { tool_name: step.tool }),
      ...(step.results === undefined ? {} : { results: step.results }),
      data: details(step, run),
    }),
  }
}

function details(step: AgentStep, run: Run): Frame {
  switch (step.name) {
    case 'agent_started':
      return { status: 'started', context: { thread_id: run.threadId }, message: step.text }
    case 'agent_thinking':
      return {
        reasoning: step.text,
        step_number: 1,
        progress_percentage: 25,
        status: 'thinking',
        business_progress: { phase: 'analysis' },
      }
    case 'tool_executing':
      return { parameters: step.parameters, status: 'executing', message: step.text }
    case 'tool_completed':
      return {
        result: step.results,
        execution_time_ms: EXECUTION_MS,
        status: 'completed',
        message: step.text,
      }
    case 'agent_completed':
      return {
        status: 'completed',
        result: { response: step.text, thread_id: run.threadId },
        execution_time_ms: EXECUTION_MS,
        message: 'Agent completed',
      }
  }
}
