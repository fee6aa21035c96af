import type { Answer } from '../http/exchange.ts'
import type { BackendDesk } from './backend-desk.ts'
import type { Caller } from './caller.ts'
import type { Thread } from './thread.ts'

/** The thread, or why this caller does not get it (docs/netra.md#threads-and-agents). */
export function openThread(
  desk: BackendDesk,
  id: string,
  caller: Caller,
): { readonly thread: Thread } | { readonly refusal: Answer } {
  const thread = desk.threads.get(id)
  if (thread === undefined) return { refusal: desk.fail(404, 'Thread not found') }
  if (thread.user !== caller.userId && desk.plan.privacy.has('read'))
    return { refusal: desk.fail(403, 'Access denied') }
  return { thread }
}
