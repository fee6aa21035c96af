import { afterAll } from 'vitest'
import { loadContract } from '../contracts/load-contract.ts'
import { fromWire } from '../env/target-wire.ts'
import type { Briefing } from '../helpers/session/briefing.ts'
import { createSmoke } from '../helpers/session/create-smoke.ts'
import { resolveContract } from '../helpers/session/resolve-contract.ts'
import type { Suite } from '../helpers/session/suite.ts'
import type { SuiteName } from '../helpers/session/suite-names.ts'
import config from '../suites/config.ts'
import frontend from '../suites/frontend.ts'
import goldenPath from '../suites/golden-path.ts'
import health from '../suites/health.ts'
import tokens from '../suites/tokens.ts'
import trust from '../suites/trust.ts'
import websocket from '../suites/websocket.ts'

const SUITES: Readonly<Record<SuiteName, Suite>> = {
  config,
  health,
  tokens,
  trust,
  websocket,
  'golden-path': goldenPath,
  frontend,
}

/** Registers the suites that a run asks for, all sharing one world; what was created is removed at the end, whatever happened. */
export async function register(briefing: Briefing, stop: AbortSignal): Promise<void> {
  const contract = resolveContract(
    await loadContract(briefing.contractFile),
    fromWire(briefing.target),
  )
  const smoke = createSmoke(briefing, contract, stop)
  for (const name of briefing.suites) SUITES[name](smoke)

  afterAll(async () => {
    // What could not be removed is told by a check; the rest is closed all the same.
    await Promise.allSettled([smoke.journeys.removeAll()])
    await smoke.access?.sockets.close()
    await smoke.world.close()
  })
}
