import { jsonAnswer } from '../../http/answers.ts'
import type { Answer, Asked } from '../../http/exchange.ts'
import { jsonObject } from '../../http/read-request.ts'
import type { Routes } from '../../http/route-table.ts'
import type { BackendState } from '../backend-state.ts'
import type { Caller } from '../identify.ts'
import { openThread, protect } from '../protect.ts'

const DEFAULT_LIMIT = 50

/** Messages of a thread (docs/netra.md#threads-and-agents). Posting one keeps it; no agent runs. */
export function messageRoutes(state: BackendState): Routes {
  const { threads, fail } = state
  const list = (asked: Asked, caller: Caller): Answer => {
    const opened = openThread(state, asked.params.id ?? '', caller)
    if ('refusal' in opened) return opened.refusal
    const { id, messages } = opened.thread
    return jsonAnswer(200, {
      messages: messages.slice(0, DEFAULT_LIMIT),
      thread_id: id,
      total: messages.length,
      limit: DEFAULT_LIMIT,
      offset: 0,
    })
  }
  const post = (asked: Asked, caller: Caller): Answer => {
    const body = jsonObject(asked)
    if (typeof body?.message !== 'string') return fail(422, 'Request validation failed')
    const opened = openThread(state, asked.params.id ?? '', caller)
    if ('refusal' in opened) return opened.refusal
    const wanted = { role: 'user', content: body.message, metadata: {} } as const
    const { id, role, content, created_at } = threads.addMessage(opened.thread, wanted)
    return jsonAnswer(200, { id, thread_id: opened.thread.id, content, role, created_at })
  }
  return {
    'GET /api/threads/{id}/messages': protect(state, list),
    'POST /api/threads/{id}/messages': protect(state, post),
    'GET /api/messages/': () =>
      jsonAnswer(200, {
        service: 'messages-api',
        status: 'available',
        endpoints: { threads: '/api/threads/{thread_id}/messages', chat: '/api/chat/messages' },
      }),
    'GET /api/messages': () => ({ status: 307, headers: { location: '/api/messages/' }, body: '' }),
  }
}
