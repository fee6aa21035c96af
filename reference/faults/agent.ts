import type { AgentEventName } from '../backend/agent/agent-steps.ts'
import { type Faults, sets } from '../fault.ts'
import type { Plan } from '../healthy-plan.ts'

/** Removes some events from every run. */
function leaveOut(plan: Plan, ...names: readonly AgentEventName[]): void {
  plan.backend.agent.steps = (steps) => steps.filter(({ name }) => !names.includes(name))
}

/** Agents that do not answer, or answer differently than promised. */
export const agent: Faults = {
  'agent-never-runs': {
    summary: 'Messages are accepted, and no agent ever runs',
    incidents: ['F28', 'F29', 'F78', 'F81', 'F89', 'seed 003'],
    finds: [{ code: 'agent.no-answer', service: 'backend' }],
    apply: sets('backend', { agent: { steps: () => [] } }),
  },
  'agent-answer-empty': {
    summary: 'The agent completes with an empty answer',
    finds: [{ code: 'agent.no-answer', service: 'backend' }],
    apply: sets('backend', { agent: { answer: () => '' } }),
  },
  'agent-tool-events-missing': {
    summary: 'The events of the tools never arrive',
    incidents: ['F80', 'F84', 'F89'],
    finds: [{ code: 'agent.event-missing', service: 'backend' }],
    apply: (plan) => leaveOut(plan, 'tool_executing', 'tool_completed'),
  },
  'agent-never-completes': {
    summary: 'The agent starts, works, and never says that it is done',
    incidents: ['F85'],
    finds: [{ code: 'agent.event-missing', service: 'backend' }],
    apply: (plan) => leaveOut(plan, 'agent_completed'),
  },
  'agent-events-out-of-order': {
    summary: 'The agent says that it thinks before it says that it started',
    finds: [{ code: 'agent.event-order', service: 'backend' }],
    apply: sets('backend', {
      agent: {
        steps: ([started, thinking, ...rest]) =>
          [thinking, started, ...rest].filter((step) => step !== undefined),
      },
    }),
  },
  'agent-starts-twice': {
    summary: 'Two routers answer the same message, so every event comes twice',
    incidents: ['F88'],
    finds: [{ code: 'agent.event-order', service: 'backend' }],
    apply: sets('backend', { agent: { steps: (steps) => steps.flatMap((step) => [step, step]) } }),
  },
  'agent-tool-events-without-name': {
    summary: 'The events of the tools do not say which tool',
    incidents: ['F84'],
    finds: [{ code: 'agent.event-shape', service: 'backend' }],
    apply: sets('backend', { socket: { outgoing: ({ tool_name: _, ...frame }) => frame } }),
  },
  'agent-tool-name-is-a-number': {
    summary: 'The events of the tools name the tool by its number',
    finds: [{ code: 'agent.event-shape', service: 'backend' }],
    contract: 'contracts/netra-extended.ts',
    apply: sets('backend', {
      socket: { outgoing: (frame) => ('tool_name' in frame ? { ...frame, tool_name: 7 } : frame) },
    }),
  },
  'agent-fails': {
    summary: 'Every run of the agent ends with an error',
    incidents: ['F80', 'F88', 'F89'],
    finds: [{ code: 'agent.failed', service: 'backend' }],
    apply: ({ backend }) => {
      backend.socket.outgoing = (frame) => {
        if (!String(frame.type).startsWith('agent_')) return frame
        return { type: 'error_message', error_code: 'AGENT_ERROR', error_message: 'thread is None' }
      }
    },
  },
  'agent-mocked': {
    summary: 'A stand-in answers in the place of the agent',
    incidents: ['F98'],
    finds: [{ code: 'agent.mocked', service: 'backend' }],
    apply: sets('backend', { agent: { answer: () => 'Mock triage agent response' } }),
  },
  'agent-echoes': {
    summary: 'The fallback handler repeats the question',
    incidents: ['F82'],
    finds: [{ code: 'agent.mocked', service: 'backend' }],
    apply: sets('backend', { agent: { answer: (question) => `Agent response to: ${question}` } }),
  },
}
