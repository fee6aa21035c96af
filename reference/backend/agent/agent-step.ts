/** The five events of an agent run, in the order in which they come (docs/netra.md#agent-events). */
export const AGENT_EVENTS = [
  'agent_started',
  'agent_thinking',
  'tool_executing',
  'tool_completed',
  'agent_completed',
] as const

export type AgentEventName = (typeof AGENT_EVENTS)[number]

/** One step of a run, before it takes the shape of a generation's frame. */
export interface AgentStep {
  readonly name: AgentEventName
  /** What the agent says here: a message, its reasoning, or the answer. */
  readonly text: string
  /** Of the tool events. */
  readonly tool?: string
  readonly parameters?: Readonly<Record<string, unknown>>
  readonly results?: Readonly<Record<string, unknown>>
}
