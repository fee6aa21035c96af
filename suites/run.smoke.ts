import { afterAll, inject } from 'vitest'
import { loadContract } from '../command/load-contract.ts'
import { stopChannel } from '../helpers/check/briefing.ts'
import { fromWire } from '../env/target-wire.ts'
import { createSmoke } from '../helpers/check/create-smoke.ts'
import { withWords } from '../helpers/check/with-words.ts'
import type { Suite } from '../helpers/check/suite.ts'
import type { SuiteName } from './suite-names.ts'
import config from './config.ts'
import frontend from './frontend.ts'
import goldenPath from './golden-path.ts'
import health from './health.ts'
import tokens from './tokens.ts'
import trust from './trust.ts'
import websocket from './websocket.ts'

// The one file the runner is given: one worker imports everything once, and all suites run at once.
const SUITES: Readonly<Record<SuiteName, Suite>> = { config, health, tokens, trust, websocket, 'golden-path': goldenPath, frontend }

const briefing = inject('briefing')
const stop = new AbortController()
const channel = new BroadcastChannel(stopChannel(briefing.runId))
channel.onmessage = () => stop.abort()

const smoke = createSmoke(briefing, withWords(await loadContract(briefing.contractFile), fromWire(briefing.target)), stop.signal)
for (const name of briefing.suites) SUITES[name](smoke)

afterAll(async () => {
  await smoke.journeys.removeAll()
  await smoke.access?.sockets.close()
  await smoke.world.close()
  channel.close()
})
