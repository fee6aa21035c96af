import type { Fault } from './fault.ts'
import { agent } from './faults/agent.ts'
import { claims } from './faults/claims.ts'
import { clock } from './faults/clock.ts'
import { configuration } from './faults/configuration.ts'
import { conversation } from './faults/conversation.ts'
import { cors } from './faults/cors.ts'
import { dependency } from './faults/dependency.ts'
import { edge } from './faults/edge.ts'
import { enforcement } from './faults/enforcement.ts'
import { flakiness } from './faults/flakiness.ts'
import { frontend } from './faults/frontend.ts'
import { handshake } from './faults/handshake.ts'
import { identity } from './faults/identity.ts'
import { isolation } from './faults/isolation.ts'
import { network } from './faults/network.ts'
import { revision } from './faults/revision.ts'
import { routes } from './faults/routes.ts'
import { service } from './faults/service.ts'
import { socketIdentity } from './faults/socket-identity.ts'
import { startup } from './faults/startup.ts'
import { tls } from './faults/tls.ts'
import { tokens } from './faults/tokens.ts'
import { trust } from './faults/trust.ts'
import { upgrade } from './faults/upgrade.ts'

/** Every fault the reference deployment can have, by layer, lowest first. */
export const faults: readonly Fault[] = [
  ...configuration,
  ...network,
  ...tls,
  ...edge,
  ...startup,
  ...service,
  ...identity,
  ...dependency,
  ...revision,
  ...clock,
  ...tokens,
  ...claims,
  ...enforcement,
  ...trust,
  ...routes,
  ...cors,
  ...handshake,
  ...upgrade,
  ...conversation,
  ...socketIdentity,
  ...agent,
  ...isolation,
  ...frontend,
  ...flakiness,
]
