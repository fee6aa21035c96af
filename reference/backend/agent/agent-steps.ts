import { analyseQuestion } from './answer-question.ts'

/** How the agent behaves. */
export interface AgentPlan {
  /** Milliseconds between two events. */
  pauseMs: number
  /** Milliseconds between two events of a streamed answer. */
  streamPauseMs: number
  /** The text of the last event. */
  answer: (question: string) => string
  /** Changes the events and their order last. */
  steps: (steps: readonly AgentStep[]) => readonly AgentStep[]
  /** The connections that get the events: the one that asked, or all. */
  audience: 'asker' | 'everyone'
}

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

const TOOL = 'question_analyzer'

/** The five steps of a healthy run. */
export function agentSteps(question: string, answer: string): readonly AgentStep[] {
  const { words, subjects } = analyseQuestion(question)
  return [
    { name: 'agent_started', text: 'Agent started on your request' },
    { name: 'agent_thinking', text: `Looking for the subject among ${words} words` },
    {
      name: 'tool_executing',
      text: 'Analyzing the question',
      tool: TOOL,
      parameters: { length: question.length },
    },
    {
      name: 'tool_completed',
      text: 'Question analyzed',
      tool: TOOL,
      results: { words, subjects },
    },
    { name: 'agent_completed', text: answer },
  ]
}
