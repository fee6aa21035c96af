import { randomUUID } from 'node:crypto'
import { BoundedMap } from '../../bounded-map.ts'
import { jsonAnswer } from '../../http/answers.ts'
import type { Answer, Asked, Streamed } from '../../http/exchange.ts'
import { jsonObject } from '../../http/read-request.ts'
import type { Routes } from '../../http/route-table.ts'
import type { AgentPlan } from '../agent/agent-steps.ts'
import type { BackendState } from '../backend-state.ts'
import type { Caller } from '../identify.ts'
import { type ProtectedHandler, protect } from '../protect.ts'

const MAX_MESSAGES = 5_000
const MAX_CONTENT = 8_000

/** Messages of the chat API, kept in memory only (docs/netra.md#threads-and-agents). No token: 401, not 403. */
export function chatRoutes(state: BackendState): Routes {
  const { fail } = state
  const messages = new BoundedMap<string, { id: string; user_id: string }>(MAX_MESSAGES)
  const own = (asked: Asked, caller: Caller) => {
    const message = messages.get(asked.params.id ?? '')
    return message?.user_id === caller.userId ? message : undefined
  }
  const guard = (handler: ProtectedHandler) => async (asked: Asked) => {
    const answer = await protect(state, handler)(asked)
    const isRefusal = answer.status === 401 || answer.status === 403
    return isRefusal ? fail(401, 'Authentication failed') : answer
  }
  const list = (_asked: Asked, caller: Caller): Answer => {
    const found = messages.values().filter((message) => message.user_id === caller.userId)
    return jsonAnswer(200, { messages: found, total: found.length })
  }
  const create = (asked: Asked, caller: Caller): Answer => {
    const body = jsonObject(asked)
    const content = body?.content
    if (typeof content !== 'string' || content === '' || content.length > MAX_CONTENT) {
      return fail(422, 'Request validation failed')
    }
    const message = {
      id: randomUUID(),
      content,
      user_id: caller.userId,
      thread_id: body?.thread_id ?? null,
      timestamp: new Date(state.plan.now()).toISOString(),
      message_type: body?.message_type ?? 'user',
      metadata: body?.metadata ?? {},
    }
    messages.set(message.id, message)
    return jsonAnswer(200, { message, status: 'created' })
  }
  const read = (asked: Asked, caller: Caller): Answer => {
    const message = own(asked, caller)
    return message === undefined ? fail(404, 'Message not found') : jsonAnswer(200, { message })
  }
  const remove = (asked: Asked, caller: Caller): Answer => {
    const message = own(asked, caller)
    if (message === undefined) return fail(404, 'Message not found')
    messages.delete(message.id)
    return jsonAnswer(200, { status: 'deleted', message_id: message.id })
  }
  const stream = (asked: Asked): Answer => {
    const content = jsonObject(asked)?.content
    if (typeof content !== 'string') return fail(422, 'Request validation failed')
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' }
    return { status: 200, headers, body: '', stream: streamAnswer(content, state.plan.agent) }
  }
  return {
    'POST /api/chat/stream': guard(stream),
    'GET /api/chat/messages': guard(list),
    'POST /api/chat/messages': guard(create),
    'GET /api/chat/messages/{id}': guard(read),
    'DELETE /api/chat/messages/{id}': guard(remove),
  }
}

/** The names of the events of a streamed answer, in their order; `delta` comes once for each part of the answer. */
const NAMES = { begin: 'message_start', part: 'message_delta', end: 'message_end' } as const

/** Into how many parts an answer is cut. */
const PARTS = 3

/** An answer as server-sent events (WHATWG HTML §9.2), one after the other with a pause before each but the first. */
function streamAnswer(question: string, { answer, streamPauseMs }: AgentPlan): Streamed {
  const text = answer(question)
  const length = Math.ceil(text.length / PARTS)
  const parts = Array.from({ length: PARTS }, (_, at) => text.slice(at * length, (at + 1) * length))
  const events = [
    event(NAMES.begin, { question: question.length }),
    ...parts.map((delta) => event(NAMES.part, { delta })),
    event(NAMES.end, { final_response: text }),
  ]
  return {
    pieces: events.map((bytes, at) => ({ bytes, afterMs: at === 0 ? 0 : streamPauseMs })),
    end: 'complete',
  }
}

function event(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}
