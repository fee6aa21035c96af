import type { Clock, Environment } from '../../service.ts'
import type { AgentStep } from '../agent/agent-steps.ts'
import { commonFrames, type FrameForms, MAX_MESSAGE_BYTES } from './frames.ts'
import type { Frame } from './socket-plan.ts'

const AGENT_NAME = 'ChatAgent'
const HEARTBEAT_SECONDS = 25

/** The shapes of S9: the welcome is a system message, agent events are flat. */
export function framesS9(now: Clock, environment: Environment): FrameForms {
  const common = commonFrames(now)
  return {
    ...common,
    welcome: (connection) =>
      common.message('system_message', {
        event: 'connection_established',
        connection_id: connection.id,
        user_id: connection.caller.userId,
        server_time: new Date(now()).toISOString(),
        connection_ready: true,
        environment,
        startup_complete: true,
        config: { heartbeat_interval: HEARTBEAT_SECONDS, max_message_size: MAX_MESSAGE_BYTES },
        factory_pattern_enabled: true,
      }),
    notJsonCode: 'FORMAT_ERROR',
    refusal: { code: 1011, reason: 'SSOT authentication failed' },
    agentEvent: (step, run) => ({
      type: step.name,
      event: step.name,
      agent_name: AGENT_NAME,
      run_id: run.id,
      thread_id: run.threadId,
      user_id: run.userId,
      timestamp: now() / 1000,
      ...details(step),
    }),
  }
}

function details(step: AgentStep): Frame {
  switch (step.name) {
    case 'agent_started':
      return { message: step.text }
    case 'agent_thinking':
      return { reasoning: step.text }
    case 'tool_executing':
      return { tool_name: step.tool, parameters: step.parameters }
    case 'tool_completed':
      return { tool_name: step.tool, result: step.results, results: step.results }
    case 'agent_completed':
      return { final_response: step.text }
  }
}
