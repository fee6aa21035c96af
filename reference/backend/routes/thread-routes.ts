import { jsonAnswer } from '../../http/answers.ts'
import type { Answer, Asked } from '../../http/exchange.ts'
import { isObject, jsonObject } from '../../http/read-request.ts'
import type { Routes } from '../../http/route-table.ts'
import type { BackendState } from '../backend-state.ts'
import type { Caller } from '../identify.ts'
import { openThread, protect } from '../protect.ts'
import type { Thread, ThreadWish } from '../threads.ts'

const DEFAULT_LIMIT = 20

/** Threads of a user (docs/netra.md#threads-and-agents). Deleting archives: the thread can still be read. */
export function threadRoutes(state: BackendState): Routes {
  const { threads, fail } = state
  const list = (asked: Asked, caller: Caller): Answer => {
    const offset = count(asked, 'offset', 0)
    const limit = count(asked, 'limit', DEFAULT_LIMIT)
    const isSeen = ({ user }: Thread) => user === caller.userId || !state.plan.privacy.has('list')
    const seen = threads.all().filter(isSeen)
    return jsonAnswer(
      200,
      seen
        .reverse()
        .slice(offset, offset + limit)
        .map(threadBody),
    )
  }
  const create = (asked: Asked, caller: Caller): Answer => {
    const wish = readWish(asked)
    if (wish === undefined) return fail(422, 'Request validation failed')
    return jsonAnswer(200, threadBody(threads.create(caller.userId, wish)))
  }
  const read = (asked: Asked, caller: Caller): Answer => {
    const opened = openThread(state, asked.params.id ?? '', caller)
    return 'refusal' in opened ? opened.refusal : jsonAnswer(200, threadBody(opened.thread))
  }
  const update = (asked: Asked, caller: Caller): Answer => {
    const wish = readWish(asked)
    if (wish === undefined) return fail(422, 'Request validation failed')
    const opened = openThread(state, asked.params.id ?? '', caller)
    if ('refusal' in opened) return opened.refusal
    return jsonAnswer(200, threadBody(threads.change(opened.thread, wish)))
  }
  const archive = (asked: Asked, caller: Caller): Answer => {
    const opened = openThread(state, asked.params.id ?? '', caller)
    if ('refusal' in opened) return opened.refusal
    threads.change(opened.thread, { metadata: { status: 'archived' } })
    return jsonAnswer(200, { message: 'Thread archived successfully' })
  }
  return {
    'GET /api/threads': protect(state, list),
    'POST /api/threads': protect(state, create),
    'GET /api/threads/{id}': protect(state, read),
    'PUT /api/threads/{id}': protect(state, update),
    'DELETE /api/threads/{id}': protect(state, archive),
  }
}

function threadBody(thread: Thread): Record<string, unknown> {
  return {
    id: thread.id,
    object: 'thread',
    title: thread.title,
    created_at: thread.createdAt,
    updated_at: thread.updatedAt,
    metadata: thread.metadata,
    message_count: thread.messages.length,
  }
}

/** Title and metadata; undefined when the body holds something else under those names. */
function readWish(asked: Asked): ThreadWish | undefined {
  const body = jsonObject(asked)
  if (body === undefined) return undefined
  const { title, metadata } = body
  if (title !== undefined && title !== null && typeof title !== 'string') return undefined
  return {
    ...(typeof title === 'string' ? { title } : {}),
    ...(isObject(metadata) ? { metadata } : {}),
  }
}

function count(asked: Asked, name: string, usual: number): number {
  const value = Number(asked.query.get(name) ?? usual)
  return Number.isInteger(value) && value >= 0 ? value : usual
}
