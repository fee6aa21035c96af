import type { Contract } from '../../contracts/contract.ts'
import { type Connections, createConnections } from './connections.ts'
import { type Cors, createCors } from './cors.ts'
import { createJourneys, type Journeys } from './journeys.ts'
import { createPages, type Pages } from './pages.ts'
import type { RunInput } from './run-input.ts'
import { createSession, type Session } from './session.ts'

/** The argument of every suite: the promises, and all that can be asked about them. */
export interface Smoke {
  readonly session: Session
  readonly contract: Contract
  readonly connections: Connections
  readonly pages: Pages
  readonly cors: Cors
  readonly journeys: Journeys
}

/** Creates what the suites of one run share; nothing is sent before a check runs. */
export function createSmoke(input: RunInput, stop: AbortSignal): Smoke {
  const { contract } = input
  const session = createSession(input, stop)
  const pages = createPages(session)
  const cors = createCors(session)
  const journeys = createJourneys(session)
  return {
    session,
    contract,
    connections: createConnections(session),
    pages,
    cors,
    journeys,
  }
}
