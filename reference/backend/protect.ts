import type { Answer, Asked, Handler } from '../http/exchange.ts'
import { bearerToken } from '../http/read-request.ts'
import type { BackendDesk } from './backend-desk.ts'
import { believeToken, type Caller, type Identity } from './identify.ts'
import type { Thread } from './threads.ts'

export type ProtectedHandler = (asked: Asked, caller: Caller) => Answer | Promise<Answer>

const ANONYMOUS: Caller = { userId: 'anonymous', email: '' }

/**
 * Lets only known callers reach a handler. Without a token the answer is 403, with a wrong one 401, and the same 401
 * when the auth service cannot be asked (docs/netra.md#trust).
 */
export function protect(desk: BackendDesk, handler: ProtectedHandler): Handler {
  return async (asked) => {
    const token = bearerToken(asked)
    if (token === undefined) {
      if (desk.plan.protection === 'none') return handler(asked, ANONYMOUS)
      return desk.fail(403, 'Not authenticated')
    }
    const identity = await identify(desk, token)
    switch (identity.kind) {
      case 'known':
        return handler(asked, identity.caller)
      case 'refused':
      case 'unreachable':
        return desk.fail(401, 'Invalid or expired token')
    }
  }
}

async function identify(desk: BackendDesk, token: string): Promise<Identity> {
  if (desk.plan.protection === 'validated') return desk.identify(token)
  const identity = believeToken(token)
  if (identity.kind === 'refused' && desk.plan.protection === 'none') {
    return { kind: 'known', caller: ANONYMOUS }
  }
  return identity
}

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
