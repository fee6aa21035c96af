import type { CheckNote } from '../helpers/record/check-record.ts'
import { resolveContract } from '../helpers/session/resolve-contract.ts'
import { runCheck } from '../helpers/session/run-check.ts'
import type { RunInput, SuiteName } from '../helpers/session/run-input.ts'
import { createSmoke, type Smoke } from '../helpers/session/smoke.ts'
import { connectorOf } from '../helpers/session/socket-connector.ts'
import type { Check, Suite } from '../helpers/session/suite.ts'
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

/** The checks of one run, in the order of reports, and the session that they share. */
export interface Checks {
  readonly checks: readonly Check[]
  readonly smoke: Smoke
  /** Removes what was created and closes every connection, whatever happened. */
  cleanUp(): Promise<void>
}

/** The checks that a run asks for; nothing is sent before one of them runs. */
export function checksOf(input: RunInput, stop: AbortSignal): Checks {
  const contract = resolveContract(input.contract, input.target, input.runId)
  const smoke = createSmoke({ ...input, contract }, stop)
  const connector = connectorOf(smoke.session)
  const checks = input.suites.flatMap((name) => SUITES[name](smoke))
  smoke.session.others.expect(checks.length)
  return {
    checks,
    smoke,
    cleanUp: async () => {
      // A check reports what could not be removed; connections are closed all the same.
      await Promise.allSettled([smoke.journeys.removeAll()])
      await connector.close()
      await smoke.session.close()
    },
  }
}

/** Runs the checks all at once, without vitest: the notes in the order of reports. */
export async function runSuites(input: RunInput, stop: AbortSignal): Promise<readonly CheckNote[]> {
  const { checks, smoke, cleanUp } = checksOf(input, stop)
  try {
    return await Promise.all(checks.map((check) => runCheck(check, smoke)))
  } finally {
    await cleanUp()
  }
}
