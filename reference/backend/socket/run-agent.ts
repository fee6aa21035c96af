import { randomUUID } from 'node:crypto'
import { agentSteps } from '../agent/agent-steps.ts'
import type { BackendDesk } from '../backend-desk.ts'
import type { Connection } from './connection.ts'
import type { FrameForms } from './frame-forms.ts'

/** What a run needs beside the question. */
export interface RunContext {
  readonly desk: BackendDesk
  readonly forms: FrameForms
  readonly asker: Connection
  readonly everyone: Iterable<Connection>
}

/**
 * Answers a question with agent events. Question and answer are in the thread, if there is one,
 * before the last event says that they are.
 */
export async function runAgent(
  context: RunContext,
  question: string,
  threadId: string,
): Promise<void> {
  const { desk, forms, asker } = context
  const { agent } = desk.plan
  const answer = agent.answer(question)
  keep(desk, threadId, 'user', question)
  keep(desk, threadId, 'assistant', answer)
  const run = { id: `run_${randomUUID()}`, threadId, userId: asker.caller.userId }
  for (const step of agent.steps(agentSteps(question, answer))) {
    const frame = forms.agentEvent(step, run)
    const audience = agent.audience === 'asker' ? [asker] : context.everyone
    for (const connection of audience) connection.send(frame)
    await desk.timers.after(agent.pauseMs)
  }
}

function keep(
  { threads }: BackendDesk,
  id: string,
  role: 'user' | 'assistant',
  content: string,
): void {
  const thread = threads.get(id)
  if (thread !== undefined) threads.addMessage(thread, { role, content, metadata: {} })
}
