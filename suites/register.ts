import { afterAll } from 'vitest'
import { loadContract } from '../contracts/load-contract.ts'
import { fromWire } from '../env/target-wire.ts'
import type { Briefing } from '../helpers/check/briefing.ts'
import { createSmoke } from '../helpers/check/create-smoke.ts'
import type { Suite } from '../helpers/check/suite.ts'
import type { SuiteName } from '../helpers/check/suite-names.ts'
import { withWords } from '../helpers/check/with-words.ts'
import config from './config.ts'
import frontend from './frontend.ts'
import goldenPath from './golden-path.ts'
import health from './health.ts'
import tokens from './tokens.ts'
import trust from './trust.ts'
import websocket from './websocket.ts'

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
  const contract = withWords(await loadContract(briefing.contractFile), fromWire(briefing.target))
  const smoke = createSmoke(briefing, contract, stop)
  for (const name of briefing.suites) SUITES[name](smoke)

  afterAll(async () => {
    // What could not be removed is told by a check; the rest is closed all the same.
    await Promise.allSettled([smoke.journeys.removeAll()])
    await smoke.access?.sockets.close()
    await smoke.world.close()
  })
}
