import { randomUUID } from 'node:crypto'
import { isObject, objectIn } from '../../http/read-request.ts'
import { agentSteps } from '../agent/agent-steps.ts'
import type { BackendState } from '../backend-state.ts'
import type { FrameForms } from './frames.ts'
import type { Connection, Frame } from './socket-plan.ts'

/** Listens to one connection until it closes: answers its messages, and its silence with heartbeats. */
export function converse(context: RunContext): void {
  const { state, forms, asker } = context
  const { socket: settings } = state.plan
  const delay = state.plan.delayMs('outside', '/ws')
  const beat = (): void => asker.send(forms.heartbeat(asker))
  let stopBeat = state.timers.every(settings.heartbeatMs, beat)
  asker.socket.on('message', async (data) => {
    stopBeat()
    stopBeat = state.timers.every(settings.heartbeatMs, beat)
    const message = objectIn(data.toString())
    if (settings.received(String(message?.type), asker.socket) === 'ignore') return
    if (delay > 0) await state.timers.after(delay)
    if (message === undefined) asker.send(forms.error(forms.notJsonCode, 'Invalid JSON format'))
    else await answerMessage(context, message)
  })
  asker.socket.on('close', () => stopBeat())
}

/** Other names for the same message (docs/netra.md#frames). */
const ALIASES: Readonly<Record<string, string>> = {
  user: 'user_message',
  user_input: 'user_message',
  message: 'user_message',
  chat: 'user_message',
  chat_message: 'user_message',
  agent: 'user_message',
  agent_request: 'user_message',
  start_agent: 'user_message',
  execute_agent: 'user_message',
}

/** Where clients put the text of a message. */
const TEXT_FIELDS = ['content', 'message', 'text', 'user_request', 'query']

/** Answers one message of a client. Without a `payload` the message itself is the payload. */
export async function answerMessage(context: RunContext, message: Frame): Promise<void> {
  const { forms, asker } = context
  const type = String(message.type)
  switch (ALIASES[type] ?? type) {
    case 'ping':
      return asker.send(forms.pong(asker))
    case 'heartbeat':
      return asker.send(forms.heartbeatAck())
    case 'connect':
      return asker.send(forms.status(asker, 'connected'))
    case 'disconnect':
      return asker.send(forms.status(asker, 'disconnect_acknowledged'))
    case 'user_message':
      return answerQuestion(context, message)
    default:
      return asker.send(forms.ack(type))
  }
}

async function answerQuestion(context: RunContext, message: Frame): Promise<void> {
  const { state, forms, asker } = context
  const payload = isObject(message.payload) ? message.payload : message
  const field = TEXT_FIELDS.find((name) => typeof payload[name] === 'string')
  const question = field === undefined ? '' : String(payload[field]).trim()
  if (question === '') return asker.send(forms.error('AGENT_REQUEST_ERROR', 'No message content'))
  const threadId = String(payload.thread_id ?? message.thread_id ?? `thread_${randomUUID()}`)
  const thread = state.threads.get(threadId)
  if (thread !== undefined && thread.user !== asker.caller.userId) {
    return asker.send(forms.error('AGENT_ERROR', 'Access denied'))
  }
  return runAgent(context, question, threadId)
}

/** What a run needs beside the question. */
export interface RunContext {
  readonly state: BackendState
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
  const { state, forms, asker } = context
  const { agent } = state.plan
  const answer = agent.answer(question)
  keep(state, threadId, 'user', question)
  keep(state, threadId, 'assistant', answer)
  const run = { id: `run_${randomUUID()}`, threadId, userId: asker.caller.userId }
  for (const step of agent.steps(agentSteps(question, answer))) {
    const frame = forms.agentEvent(step, run)
    const audience = agent.audience === 'asker' ? [asker] : context.everyone
    for (const connection of audience) connection.send(frame)
    await state.timers.after(agent.pauseMs)
  }
}

function keep(
  { threads }: BackendState,
  id: string,
  role: 'user' | 'assistant',
  content: string,
): void {
  const thread = threads.get(id)
  if (thread !== undefined) threads.addMessage(thread, { role, content, metadata: {} })
}
