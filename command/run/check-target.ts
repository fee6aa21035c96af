import type { Contract } from '../../contracts/contract.ts'
import type { ConfigProblem, Target } from '../../env/target.ts'
import { createRedactor } from '../../helpers/redact/redact.ts'
import type { ReadinessResult } from '../../helpers/session/readiness-result.ts'
import { resolveContract } from '../../helpers/session/resolve-contract.ts'
import type { RunInput } from '../../helpers/session/run-input.ts'
import { configuredSecrets } from '../../helpers/session/secrets.ts'
import { flagProblem } from '../cli/flag-problem.ts'
import type { Flags } from '../cli/flags.ts'
import type { Earlier } from '../compare/read-earlier.ts'
import { processEnv, proxyEnv } from '../target/process-env.ts'
import { waitForTarget } from '../wait/wait-for-target.ts'
import { createWatcher } from '../wait/watcher.ts'
import type { CheckWorker } from './check-worker.ts'
import { runChecks } from './run-checks.ts'
import type { RunStart } from './run-identity.ts'
import { cutShortBy, type Stop } from './stop-on-signals.ts'
import { startStopwatch } from './stopwatch.ts'

/** Loaded only where a run is refused: it brings every report with it. */
export const refuse: typeof import('../verdict/refuse.ts').refuse = async (...refusal) =>
  (await import('../verdict/refuse.ts')).refuse(...refusal)

/** A run that knows what to check. */
export interface Ready {
  readonly flags: Flags
  readonly start: RunStart
  readonly stop: Stop
  readonly contract: Contract
  readonly target: Target
  /** PEM of the embedded reference deployment's own root, if a fault gave it one. */
  readonly extraCa?: string
}

/** Waits for the target, runs the checks and publishes the reports. Gives the exit code. */
export async function checkTarget(
  ready: Ready,
  worker: CheckWorker,
  earlier: Earlier | undefined,
): Promise<number> {
  const { start, flags, stop, contract, target, extraCa } = ready
  const stopwatch = startStopwatch()
  const watcher = createWatcher()
  stopwatch.next()
  const resolved = resolveContract(contract, target, start.id)
  const readiness = await waitForTarget(resolved, target, {
    watcher,
    stop: stop.signal,
    version: start.version,
    runId: start.id,
    ...(extraCa !== undefined && { extraCa }),
  })
  stopwatch.next()
  const running = runChecks(worker, inputOf(ready, readiness), { watcher, stop: stop.signal })
  // What writes the reports is loaded while the worker is busy and this thread is not.
  const writing = Promise.all([import('../verdict/conclude.ts'), import('../verdict/publish.ts')])
  const { crashes, ...seen } = await running
  // Its memory is free before the reports need some.
  void worker.close()
  watcher.done()
  stopwatch.next()
  if (!stop.signal.aborted && seen.checks.length === 0 && crashes.length === 0)
    return await refuse(flags, [nothingToCheck(flags, contract)], start.version)
  const cutShort = cutShortBy(stop.signal)
  stop.settle()
  // The worker redacts what it reports; what the runner says of a worker that is gone is redacted here.
  const redactor = createRedactor(configuredSecrets(target, proxyEnv(processEnv)))
  const outcome = { ...seen, crashes: crashes.map(redactor.redact) }
  const about = { start, flags, contract, target, readiness, outcome, cutShort }
  const before = redactor.redactDeep(earlier)
  const [{ conclude }, { publish }] = await writing
  const exitCode = await publish(conclude({ ...about, earlier: before, nowMs: Date.now() }), flags)
  stopwatch.next()
  if (flags.timings === 'printed') {
    const { renderTimings } = await import('../cli/timings.ts')
    process.stdout.write(renderTimings(stopwatch.taken(), outcome.sent))
  }
  return exitCode
}

/** What the checks of a run are given. */
export function inputOf(
  { start, flags, contract, target, extraCa }: Omit<Ready, 'stop'>,
  readiness: readonly ReadinessResult[],
): RunInput {
  return {
    contract,
    target,
    readiness,
    writes: flags.writes,
    runId: start.id,
    startedAtMs: start.startedAtMs,
    suites: flags.suites,
    version: start.version,
    proxyEnv: proxyEnv(processEnv),
    ...(extraCa !== undefined && { extraCa }),
  }
}

/** Why no check is left to run. */
export function nothingToCheck({ suites }: Flags, { platform }: Contract): ConfigProblem {
  const message = `chooses no check: ${platform} promises nothing about ${suites.join(' or ')}`
  return flagProblem('--suite', message, '--suite health')
}
