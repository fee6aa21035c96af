import type { Contract } from '../contracts/contract.ts'
import type { ConfigProblem, Target } from '../env/target.ts'
import { toWire } from '../env/target-wire.ts'
import { toArrivalWire } from '../helpers/check/arrival-wire.ts'
import type { Arrival, Briefing } from '../helpers/check/briefing.ts'
import { arrive } from './arrive.ts'
import { conclude, startRun } from './conclude.ts'
import { explainEnv } from './explain-env.ts'
import type { Flags } from './flags.ts'
import { listChecks } from './list-checks.ts'
import { processEnv } from './process-env.ts'
import { proxyEnv } from './proxy-env.ts'
import { publish } from './publish.ts'
import { refuse } from './refuse.ts'
import { resolveTarget } from './resolve-target.ts'
import { type CheckRunner, createCheckRunner, type RunOutcome } from './run-checks.ts'
import { type Embedded, startEmbedded } from './start-embedded.ts'
import { stopOnSignals } from './stop-on-signals.ts'
import { version } from './version.ts'
import { createWatcher } from './watcher.ts'

/** One run from its flags to its exit code; problems of the flags are told together with those of the environment. */
export async function runSmoke(
  flags: Flags,
  flagProblems: readonly ConfigProblem[],
): Promise<number> {
  const stop = stopOnSignals()
  const start = startRun(Date.now(), await version())
  const tools = { start, flags, stop, watcher: createWatcher() }
  const isLocal = flags.env === 'local'
  if (flagProblems.length > 0 && isLocal) return refuse(flags, flagProblems, start.version)
  // Its worker loads while the reference deployment starts; for anything else the environment comes first.
  const early = isLocal && flags.action === 'run' ? await beginRunner(tools) : undefined
  const embedded = isLocal ? await startEmbedded(flags) : undefined
  try {
    if (embedded?.kind === 'problem') return await refuse(flags, [embedded.problem], start.version)
    const resolved = await resolveTarget(flags, embedded?.env)
    const problems = [...flagProblems, ...problemsOf(resolved)]
    if (resolved.kind === 'resolved' && flags.action === 'explain-env')
      process.stdout.write(explainEnv(resolved.loaded))
    if (problems.length > 0 || resolved.kind === 'problems' || resolved.loaded.kind === 'problems')
      return await refuse(flags, problems, start.version)
    if (flags.action === 'explain-env') return 0
    return await check({
      ...tools,
      ...resolved,
      embedded,
      target: resolved.loaded.target,
      runner: early ?? (await beginRunner(tools)),
    })
  } finally {
    await Promise.all([early?.close(), embedded?.kind === 'embedded' && embedded.close()])
    stop.dispose()
  }
}

interface Tools {
  readonly start: ReturnType<typeof startRun>
  readonly flags: Flags
  readonly stop: ReturnType<typeof stopOnSignals>
  readonly watcher: ReturnType<typeof createWatcher>
}

interface Ready extends Tools {
  readonly contract: Contract
  readonly contractFile: string
  readonly target: Target
  readonly embedded: Embedded | undefined
  readonly runner: CheckRunner
}

async function check({
  start,
  flags,
  stop,
  watcher,
  contract,
  contractFile,
  target,
  embedded,
  runner,
}: Ready): Promise<number> {
  const extraCa = embedded?.extraCa === undefined ? {} : { extraCa: embedded.extraCa }
  const briefing = (arrivals: readonly Arrival[]): Briefing => ({
    contractFile,
    arrivals: arrivals.map(toArrivalWire),
    target: toWire(target),
    writes: flags.writes,
    runId: start.id,
    startedAtMs: start.startedAtMs,
    suites: flags.suites,
    version: start.version,
    proxyEnv: proxyEnv(processEnv),
    ...extraCa,
  })
  try {
    if (flags.action === 'list') {
      process.stdout.write(listChecks(await runner.list(briefing([])), contract, target))
      return 0
    }
    const arrivals = await arrive(contract, target, {
      watcher,
      stop: stop.signal,
      version: start.version,
      ...extraCa,
    })
    const outcome = await runner.run(briefing(arrivals))
    watcher.done()
    if (!stop.signal.aborted && isEmpty(outcome))
      return await refuse(flags, [nothingToCheck(flags, contract)], start.version)
    const interrupted = stop.signal.aborted ? 'yes' : 'no'
    return await publish(
      conclude({
        start,
        flags,
        contract,
        target,
        arrivals,
        outcome,
        interrupted,
        nowMs: Date.now(),
      }),
      flags,
    )
  } finally {
    await runner.close()
  }
}

/** The runner found no check at all, and nothing went wrong. */
function isEmpty({ collected, crashes }: RunOutcome): boolean {
  return collected.length === 0 && crashes.every((reason) => reason.startsWith('No test found'))
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

function beginRunner({ start, flags, stop, watcher }: Tools): Promise<CheckRunner> {
  const purpose = flags.action === 'list' ? 'collect' : 'run'
  return createCheckRunner({
    runId: start.id,
    startedAtMs: start.startedAtMs,
    watcher,
    stop: stop.signal,
    purpose,
  })
}

function problemsOf(resolved: Awaited<ReturnType<typeof resolveTarget>>): readonly ConfigProblem[] {
  if (resolved.kind === 'problems') return resolved.problems
  return resolved.loaded.kind === 'problems' ? resolved.loaded.problems : []
}
