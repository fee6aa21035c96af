import { randomUUID } from 'node:crypto'
import type { Frame } from './frame.ts'
import { type RunContext, runAgent } from './run-agent.ts'

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
  const { desk, forms, asker } = context
  const payload = isFrame(message.payload) ? message.payload : message
  const field = TEXT_FIELDS.find((name) => typeof payload[name] === 'string')
  const question = field === undefined ? '' : String(payload[field]).trim()
  if (question === '') return asker.send(forms.error('AGENT_REQUEST_ERROR', 'No message content'))
  const threadId = String(payload.thread_id ?? message.thread_id ?? `thread_${randomUUID()}`)
  const thread = desk.threads.get(threadId)
  if (thread !== undefined && thread.user !== asker.caller.userId) {
    return asker.send(forms.error('AGENT_ERROR', 'Access denied'))
  }
  return runAgent(context, question, threadId)
}

function isFrame(value: unknown): value is Frame {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
