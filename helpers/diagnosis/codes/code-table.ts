import type { Code } from '../../record/code.ts'
import { AGENT } from './table/agent.ts'
import { AUTH } from './table/auth.ts'
import { CHECK } from './table/check.ts'
import type { CodeEntry } from './table/code-entry.ts'
import { CONFIG } from './table/config.ts'
import { EDGE } from './table/edge.ts'
import { FRONTEND } from './table/frontend.ts'
import { NETWORK } from './table/network.ts'
import { REVISION } from './table/revision.ts'
import { ROUTE } from './table/route.ts'
import { SERVICE } from './table/service.ts'
import { TLS } from './table/tls.ts'
import { TOKEN } from './table/token.ts'
import { TRUST } from './table/trust.ts'
import { WEBSOCKET } from './table/websocket.ts'
import { WEBSOCKET_TRUST } from './table/websocket-trust.ts'

export type { CodeEntry } from './table/code-entry.ts'

/** What every code means and what to do about it, closed over all codes; one file a layer. */
export const CODE_TABLE: Readonly<Record<Code, CodeEntry>> = {
  ...CONFIG,
  ...NETWORK,
  ...TLS,
  ...EDGE,
  ...SERVICE,
  ...REVISION,
  ...TOKEN,
  ...AUTH,
  ...TRUST,
  ...ROUTE,
  ...WEBSOCKET,
  ...WEBSOCKET_TRUST,
  ...AGENT,
  ...FRONTEND,
  ...CHECK,
}
