import type { Sockets } from './sockets.ts'
import type { Tokens } from './tokens.ts'
import type { Trust } from './trust.ts'

/** What can be asked about tokens, trust and sockets. */
export interface Access {
  readonly tokens: Tokens
  readonly trust: Trust
  readonly sockets: Sockets
}
