import type { Contract } from '../../contracts/contract.ts'
import type { Briefing } from './briefing.ts'
import { createJourneys } from './journeys.ts'
import { createPages } from './pages.ts'
import { createServices } from './services.ts'
import type { Smoke } from './smoke.ts'
import { createSockets } from './sockets.ts'
import { createTokens } from './tokens.ts'
import { createTrust } from './trust.ts'
import { createWorld } from './world.ts'

/** Puts together what the suites of one run share; nothing is sent before a check asks. */
export function createSmoke(briefing: Briefing, contract: Contract, stop: AbortSignal): Smoke {
  const world = createWorld(briefing, contract, stop)
  const services = createServices(world)
  const pages = createPages(world, services)
  if (contract.tokens === undefined)
    return {
      world,
      contract,
      services,
      pages,
      journeys: createJourneys(world, services, undefined),
    }
  const tokens = createTokens(world, services, contract.tokens)
  const sockets = createSockets(world, services, tokens)
  const trust = createTrust(world, services, tokens)
  const journeys = createJourneys(world, services, { tokens, trust, sockets })
  return { world, contract, services, pages, journeys, access: { tokens, sockets, trust } }
}
