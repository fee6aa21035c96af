import type { Contract } from '../../contracts/contract.ts'
import type { TokenPromise } from '../../contracts/type/tokens.ts'
import type { Access } from './access.ts'
import type { Briefing } from './briefing.ts'
import { createJourneys } from './journeys.ts'
import { createPages } from './pages.ts'
import { createServices, type Services } from './services.ts'
import type { Smoke } from './smoke.ts'
import { createSockets } from './sockets.ts'
import { createTokens } from './tokens.ts'
import { createTrust } from './trust.ts'
import { createWorld, type World } from './world.ts'

/** Puts together what the suites of one run share; nothing is sent before a check asks. */
export function createSmoke(briefing: Briefing, contract: Contract, stop: AbortSignal): Smoke {
  const world = createWorld(briefing, contract, stop)
  const services = createServices(world)
  const access = contract.tokens && createAccess(world, services, contract.tokens)
  const pages = createPages(world, services, access?.sockets)
  const journeys = createJourneys(world, services, access)
  return { world, contract, services, pages, journeys, ...(access && { access }) }
}

function createAccess(world: World, services: Services, promise: TokenPromise): Access {
  const tokens = createTokens(world, services, promise)
  const trust = createTrust(world, services, tokens)
  return { tokens, trust, sockets: createSockets(world, services, tokens, trust) }
}
