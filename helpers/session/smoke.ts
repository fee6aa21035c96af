import type { Contract } from '../../contracts/contract.ts'
import { type Connections, createConnections } from './connections.ts'
import { type Cors, createCors } from './cors.ts'
import { createJourneys, type Journeys } from './journeys.ts'
import { createPages, type Pages } from './pages.ts'
import type { RunInput } from './run-input.ts'
import { createServices, type Services } from './services.ts'
import { createSession, type Session } from './session.ts'
import { createSockets, type Sockets } from './sockets.ts'
import { type Access, createAccess } from './trust.ts'

/** The argument of every suite: the promises, and all that can be asked about them. */
export interface Smoke {
  readonly session: Session
  readonly contract: Contract
  readonly services: Services
  readonly connections: Connections
  readonly pages: Pages
  readonly cors: Cors
  readonly journeys: Journeys
  readonly sockets: Sockets
  /** Undefined for a platform without tokens. */
  readonly access?: Access
}

/** Creates what the suites of one run share; nothing is sent before a check runs. */
export function createSmoke(input: RunInput, stop: AbortSignal): Smoke {
  const { contract } = input
  const session = createSession(input, stop)
  const services = createServices(session)
  const access = contract.tokens && createAccess(session, services, contract.tokens)
  const sockets = createSockets(session, services, access)
  const pages = createPages(session, services, sockets)
  const cors = createCors(session, access)
  const journeys = createJourneys(session, services, sockets, access)
  return {
    session,
    contract,
    services,
    connections: createConnections(session),
    pages,
    cors,
    journeys,
    sockets,
    ...(access && { access }),
  }
}
