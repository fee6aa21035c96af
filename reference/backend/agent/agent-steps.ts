import type { AgentStep } from './agent-step.ts'
import { analyseQuestion } from './analyse-question.ts'

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
