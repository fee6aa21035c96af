import type { Contract } from '../../contracts/contract.ts'
import type { Journeys } from './journeys.ts'
import type { Pages } from './pages.ts'
import type { Services } from './services.ts'
import type { Sockets } from './sockets.ts'
import type { Tokens } from './tokens.ts'
import type { Trust } from './trust.ts'
import type { World } from './world.ts'

/** What a suite is given: the promises, and everything that can be asked about them. */
export interface Smoke {
  readonly world: World
  readonly contract: Contract
  readonly services: Services
  readonly pages: Pages
  readonly journeys: Journeys
  /** Undefined for a platform without tokens. */
  readonly access?: Access
}

/** What can be asked about tokens, trust and sockets. */
export interface Access {
  readonly tokens: Tokens
  readonly trust: Trust
  readonly sockets: Sockets
}
