import type { Contract } from '../../contracts/contract.ts'
import type { ConfigProblem, Target } from '../../env/target.ts'
import { createRedactor } from '../../helpers/redact/redact.ts'
import type { ReadinessResult } from '../../helpers/session/readiness-result.ts'
import { resolveContract } from '../../helpers/session/resolve-contract.ts'
import type { RunInput } from '../../helpers/session/run-input.ts'
import { configuredSecrets } from '../../helpers/session/secrets.ts'
import type { Flags } from '../cli/flags.ts'
import type { Earlier } from '../compare/read-earlier.ts'
import { processEnv, proxyEnv } from '../target/process-env.ts'
import {
  type Embedded,
  type Resolved,
  resolveTarget,
  startEmbedded,
} from '../target/resolve-target.ts'
import { waitForTarget } from '../wait/wait-for-target.ts'
import { createWatcher } from '../wait/watcher.ts'
import type { CheckWorker } from './check-worker.ts'
import { folderProblems } from './report-folder.ts'
import { runChecks } from './run-checks.ts'
import { type RunStart, startRun, version } from './run-identity.ts'
import { cutShortBy, type Stop } from './stop-on-signals.ts'
import { startStopwatch } from './stopwatch.ts'

/** Loaded only where a run is refused: it brings every report with it. */
const refuse: typeof import('../verdict/refuse.ts').refuse = async (...refusal) =>
  (await import('../verdict/refuse.ts')).refuse(...refusal)

/** Loaded only where a run is compared. */
const earlierRun: typeof import('../compare/read-earlier.ts').earlierRun = async (...about) =>
  (await import('../compare/read-earlier.ts')).earlierRun(...about)

/** What a run is started with. */
export interface Started {
  readonly flags: Flags
  readonly stop: Stop
  /** Of a run that asks; others only list or explain. */
  readonly worker: CheckWorker | undefined
}

/** What every part of a run works with. */
interface Run extends Started {
  readonly start: RunStart
}

/** A run that knows what to check. */
interface Ready extends Run {
  readonly contract: Contract
  readonly target: Target
  /** PEM of the embedded reference deployment's own root, if a fault gave it one. */
  readonly extraCa?: string
}

/** One run from its flags to its exit code; problems of the flags are reported together with those of the environment. */
export async function runWith(
  started: Started,
  flagProblems: readonly ConfigProblem[],
): Promise<number> {
  const { flags, stop } = started
  if (flags.withinSeconds !== undefined) stop.endAfter(flags.withinSeconds * 1000)
  const run = { ...started, start: startRun(Date.now(), await version()) }
  const isLocal = flags.env === 'local'
  if (isLocal && flagProblems.length > 0) return refuse(flags, flagProblems, run.start.version)
  const embedded = isLocal ? await startEmbedded(flags) : undefined
  if (embedded?.kind === 'problem') return refuse(flags, [embedded.problem], run.start.version)
  try {
    return await runAction(run, await resolveTarget(flags, embedded), flagProblems, embedded)
  } finally {
    await embedded?.close()
  }
}

/** Explains the environment, lists the checks or runs them, if the contract and the environment are good. */
async function runAction(
  run: Run,
  resolved: Resolved,
  flagProblems: readonly ConfigProblem[],
  embedded: Embedded | undefined,
): Promise<number> {
  const { flags, start, worker } = run
  const ofFolder = worker === undefined ? [] : await folderProblems(flags)
  const problems = [...flagProblems, ...ofFolder, ...problemsOf(resolved)]
  if (resolved.kind === 'resolved' && flags.action === 'explain-env') {
    const { explainEnv } = await import('../cli/explain-env.ts')
    process.stdout.write(explainEnv(resolved.loaded))
  }
  if (problems.length > 0 || resolved.kind === 'problems' || resolved.loaded.kind === 'problems')
    return refuse(flags, problems, start.version)
  if (flags.action === 'explain-env') return 0
  const { contract, loaded } = resolved
  const extraCa = embedded?.extraCa
  const ready = {
    ...run,
    contract,
    target: loaded.target,
    ...(extraCa !== undefined && { extraCa }),
  }
  if (worker === undefined) return list(ready)
  const earlier =
    flags.compare === undefined
      ? undefined
      : await earlierRun(flags.compare, loaded.target, contract)
  if (earlier?.kind === 'problem') return refuse(flags, [earlier.problem], start.version)
  return checkTarget(ready, worker, earlier?.earlier)
}

function problemsOf(resolved: Resolved): readonly ConfigProblem[] {
  if (resolved.kind === 'problems') return resolved.problems
  return resolved.loaded.kind === 'problems' ? resolved.loaded.problems : []
}

/** Prints the checks; nothing is sent. */
async function list(ready: Ready): Promise<number> {
  const { start, flags, stop, contract, target } = ready
  const [{ listChecks }, { checksOf }] = await Promise.all([
    import('../cli/list-checks.ts'),
    import('../../runner/suites.ts'),
  ])
  const { checks, cleanUp } = checksOf(inputOf(ready, []), stop.signal)
  await cleanUp()
  if (checks.length === 0) return refuse(flags, [nothingToCheck(flags, contract)], start.version)
  process.stdout.write(listChecks(checks, contract, target))
  return 0
}

/** Waits for the target, runs the checks and publishes the reports. Gives the exit code. */
async function checkTarget(
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
  { start, flags, contract, target, extraCa }: Omit<Ready, 'stop' | 'worker'>,
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

function nothingToCheck({ suites }: Flags, { platform }: Contract): ConfigProblem {
  return {
    code: 'config.invalid',
    variable: '--suite',
    message: `chooses no check: ${platform} promises nothing about ${suites.join(' or ')}`,
    example: '--suite health',
    from: 'the command line',
  }
}
