import type { CheckNote } from '../helpers/record/check-record.ts'
import { removeAll } from '../helpers/session/removals.ts'
import { resolveContract } from '../helpers/session/resolve-contract.ts'
import { runCheck } from '../helpers/session/run-check.ts'
import type { RunInput, SuiteName } from '../helpers/session/run-input.ts'
import { createSession, type Session } from '../helpers/session/session.ts'
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
  readonly session: Session
  /** Removes what was created and closes every connection, whatever happened. */
  cleanUp(): Promise<void>
}

/** The checks that a run asks for; nothing is sent before one of them runs. */
export function checksOf(input: RunInput, stop: AbortSignal): Checks {
  const contract = resolveContract(input.contract, input.target, input.runId)
  const session = createSession({ ...input, contract }, stop)
  const connector = connectorOf(session)
  const checks = input.suites.flatMap((name) => SUITES[name](session))
  session.others.expect(checks.length)
  return {
    checks,
    session,
    cleanUp: async () => {
      // A check reports what could not be removed; connections are closed all the same.
      await Promise.allSettled([removeAll(session)])
      await connector.close()
      await session.close()
    },
  }
}

/** Runs the checks all at once, without vitest: the notes in the order of reports. */
export async function runSuites(input: RunInput, stop: AbortSignal): Promise<readonly CheckNote[]> {
  const { checks, session, cleanUp } = checksOf(input, stop)
  try {
    return await Promise.all(checks.map((check) => runCheck(check, session)))
  } finally {
    await cleanUp()
  }
}
