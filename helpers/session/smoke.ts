import type { Contract } from '../../contracts/contract.ts'
import type { Access } from './access.ts'
import type { Journeys } from './journeys.ts'
import type { Pages } from './pages.ts'
import type { Services } from './services.ts'
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
