import type { AgentStep } from './agent-step.ts'

/** How the agent behaves. */
export interface AgentPlan {
  /** Milliseconds between two events. */
  pauseMs: number
  /** The text of the last event. */
  answer: (question: string) => string
  /** The last word on which events come, and in which order. */
  steps: (steps: readonly AgentStep[]) => readonly AgentStep[]
  /** Who gets the events: the connection that asked, or everybody. */
  audience: 'asker' | 'everyone'
}
