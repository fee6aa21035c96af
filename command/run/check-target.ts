import type { Contract } from '../../contracts/contract.ts'
import type { ConfigProblem, Target } from '../../env/target.ts'
import { toWire } from '../../env/target-wire.ts'
import { createRedactor } from '../../helpers/redact/redact.ts'
import { inertLog } from '../../helpers/report/terminal/inert-log.ts'
import { toArrivalWire } from '../../helpers/session/arrival-wire.ts'
import type { Briefing } from '../../helpers/session/briefing.ts'
import { configuredSecrets } from '../../helpers/session/configured-secrets.ts'
import type { ReadinessResult } from '../../helpers/session/readiness-result.ts'
import { printable } from '../../helpers/text/printable.ts'
import type { Flags } from '../cli/flags.ts'
import { processEnv, proxyEnv } from '../target/process-env.ts'
import { conclude } from '../verdict/conclude.ts'
import { publish } from '../verdict/publish.ts'
import { refuse } from '../verdict/refuse.ts'
import { waitForTarget } from '../wait/wait-for-target.ts'
import type { Tools } from './begin-runner.ts'
import type { CheckRunner, RunOutcome } from './run-checks.ts'

/** What is to be checked, and by what. */
export interface Ready extends Tools {
  readonly contract: Contract
  readonly contractFile: string
  readonly target: Target
  readonly runner: CheckRunner
  /** PEM of the embedded reference deployment's own root, when a fault gave it one. */
  readonly extraCa?: string
}

/** Waits for the target, runs the checks and publishes the reports; or lists the checks. Gives the exit code. */
export async function checkTarget(ready: Ready): Promise<number> {
  const { start, flags, stop, watcher, contract, target, runner } = ready
  // The notes of checks are redacted where they are made; the words of a crash are redacted here.
  const { redact } = createRedactor(configuredSecrets(target, proxyEnv(processEnv)))
  try {
    if (flags.action === 'list') {
      const { listChecks } = await import('../cli/list-checks.ts')
      const { collected, crashes } = await runner.list(briefing(ready, []))
      process.stdout.write(listChecks(collected, contract, target))
      for (const reason of crashes)
        process.stderr.write(`${inertLog(printable(`not listed: ${redact(reason)}`))}\n`)
      return crashes.length > 0 ? 1 : 0
    }
    const readiness = await waitForTarget(contract, target, {
      watcher,
      stop: stop.signal,
      version: start.version,
      ...(ready.extraCa !== undefined && { extraCa: ready.extraCa }),
    })
    const { collected, crashes } = await runner.run(briefing(ready, readiness))
    const outcome = { collected, crashes: crashes.map(redact) }
    watcher.done()
    if (!stop.signal.aborted && isEmpty(outcome))
      return await refuse(flags, [nothingToCheck(flags, contract)], start.version)
    const interrupted = stop.signal.aborted ? 'yes' : 'no'
    stop.settle()
    const nowMs = Date.now()
    return await publish(
      conclude({ start, flags, contract, target, readiness, outcome, interrupted, nowMs }),
      flags,
    )
  } finally {
    await runner.close()
  }
}

function briefing(
  { start, flags, target, contractFile, extraCa }: Ready,
  readiness: readonly ReadinessResult[],
): Briefing {
  return {
    contractFile,
    readiness: readiness.map(toArrivalWire),
    target: toWire(target),
    writes: flags.writes,
    runId: start.id,
    startedAtMs: start.startedAtMs,
    suites: flags.suites,
    version: start.version,
    proxyEnv: proxyEnv(processEnv),
    ...(extraCa !== undefined && { extraCa }),
  }
}

/** The runner found no check at all, and nothing went wrong. */
function isEmpty({ collected, crashes }: RunOutcome): boolean {
  return collected.length === 0 && crashes.every((reason) => reason.startsWith('No test'))
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
