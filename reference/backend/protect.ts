import { bearerToken } from '../http/bearer-token.ts'
import type { Answer, Asked, Handler } from '../http/exchange.ts'
import type { BackendDesk } from './backend-desk.ts'
import type { Caller } from './caller.ts'
import { believeToken, type Identity } from './make-identifier.ts'

export type ProtectedHandler = (asked: Asked, caller: Caller) => Answer | Promise<Answer>

const NOBODY: Caller = { userId: 'anonymous', email: '' }

/**
 * Lets only known callers reach a handler. Without a token the answer is 403, with a wrong one 401, and the same 401
 * when the auth service cannot be asked (docs/netra.md#trust).
 */
export function protect(desk: BackendDesk, handler: ProtectedHandler): Handler {
  return async (asked) => {
    const token = bearerToken(asked)
    if (token === undefined) {
      if (desk.plan.protection === 'none') return handler(asked, NOBODY)
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
    return { kind: 'known', caller: NOBODY }
  }
  return identity
}
