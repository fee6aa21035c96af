import type { Answer, Asked, Handler } from '../http/exchange.ts'
import { bearerToken } from '../http/read-request.ts'
import type { BackendState } from './backend-state.ts'
import { believeToken, type Caller, type Identity } from './identify.ts'
import type { Thread } from './threads.ts'

export type ProtectedHandler = (asked: Asked, caller: Caller) => Answer | Promise<Answer>

const ANONYMOUS: Caller = { userId: 'anonymous', email: '' }

/**
 * Lets only known callers reach a handler. Without a token the answer is 403, with a wrong one 401, and the same 401
 * when the auth service cannot be asked (docs/netra.md#trust).
 */
export function protect(state: BackendState, handler: ProtectedHandler): Handler {
  return async (asked) => {
    const token = bearerToken(asked)
    if (token === undefined) {
      if (state.plan.protection === 'none') return handler(asked, ANONYMOUS)
      return state.fail(403, 'Not authenticated', 'AUTH_UNAUTHORIZED')
    }
    const identity = await identify(state, token)
    switch (identity.kind) {
      case 'known':
        return handler(asked, identity.caller)
      case 'refused':
      case 'unreachable':
        return state.fail(401, 'Invalid or expired token')
    }
  }
}

async function identify(state: BackendState, token: string): Promise<Identity> {
  if (state.plan.protection === 'validated') return state.identify(token)
  const identity = believeToken(token)
  if (identity.kind === 'refused' && state.plan.protection === 'none') {
    return { kind: 'known', caller: ANONYMOUS }
  }
  return identity
}

/** The thread, or why this caller does not get it (docs/netra.md#threads-and-agents). */
export function openThread(
  state: BackendState,
  id: string,
  caller: Caller,
): { readonly thread: Thread } | { readonly refusal: Answer } {
  const thread = state.threads.get(id)
  if (thread === undefined) return { refusal: state.fail(404, 'Thread not found') }
  if (thread.user !== caller.userId && state.plan.privacy.has('read'))
    return { refusal: state.fail(403, 'Access denied') }
  return { thread }
}
