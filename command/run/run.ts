import { access, constants } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ConfigProblem } from '../../env/target.ts'
import { makeFolder, whyNotWritten } from '../../helpers/report/files.ts'
import { bounded, printable } from '../../helpers/text/quote.ts'
import { flagProblem } from '../cli/flag-problem.ts'
import type { Flags } from '../cli/flags.ts'
import {
  type Embedded,
  type Resolved,
  resolveTarget,
  startEmbedded,
} from '../target/resolve-target.ts'
import { checkTarget, inputOf, nothingToCheck, type Ready, refuse } from './check-target.ts'
import type { CheckWorker } from './check-worker.ts'
import { type RunStart, startRun, version } from './run-identity.ts'
import type { Stop } from './stop-on-signals.ts'

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

/** Characters of a path that stand in a problem. */
const LONGEST_SHOWN = 200

/**
 * Why no report could be written into the folder of `--report-dir`, which is made if it is missing: a run of minutes whose
 * result is nowhere is refused before anything is sent. None where it can be written to.
 */
async function folderProblems({
  reportDir,
}: Pick<Flags, 'reportDir'>): Promise<readonly ConfigProblem[]> {
  const dir = resolve(reportDir)
  try {
    await makeFolder(dir)
    // A file of that name is no folder, and a folder can be read-only.
    await access(`${dir}/.`, constants.W_OK | constants.X_OK)
    return []
  } catch (error) {
    const shown = bounded(printable(reportDir), LONGEST_SHOWN)
    const message = `no report can be written to ${shown}: ${whyNotWritten(error)}`
    return [flagProblem('--report-dir', message, '--report-dir reports')]
  }
}
