import type { TokenPromise } from '../../contracts/schema/tokens.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'
import { createTokens, type Tokens } from './tokens.ts'
import { createTrust, type Trust } from './trust.ts'

/** All that can be asked about tokens and trust. */
export interface Access {
  readonly tokens: Tokens
  readonly trust: Trust
}

export function createAccess(session: Session, services: Services, promise: TokenPromise): Access {
  const tokens = createTokens(session, services, promise)
  return { tokens, trust: createTrust(session, services, tokens) }
}
