import { setTimeout as sleep } from 'node:timers/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundle } from '../bundle.mjs'
import type { Contract } from '../contracts/contract.ts'
import { loadTarget } from '../env/load-target.ts'
import type { ConfigProblem, Target } from '../env/target.ts'
import { toleratedHosts } from '../env/tolerated-hosts.ts'
import { toWire } from '../env/target-wire.ts'
import type { Arrival, Briefing } from '../helpers/check/briefing.ts'
import { createHttpClient } from '../helpers/http/http-client.ts'
import { conclude, startRun } from './conclude.ts'
import { explainEnv } from './explain-env.ts'
import type { Flags } from './flags.ts'
import { listChecks } from './list-checks.ts'
import { ContractProblem, DEFAULT_CONTRACT, loadContract } from './load-contract.ts'
import { publish } from './publish.ts'
import { refuse } from './refuse.ts'
import { root } from './root.ts'
import { createCheckRunner } from './run-checks.ts'
import { startEmbedded, type Embedded } from './start-embedded.ts'
import { stopOnSignals } from './stop-on-signals.ts'
import { version } from './version.ts'
import { waitUntilReady } from './wait-until-ready.ts'
import { createWatcher } from './watcher.ts'

/** One run from its flags to its exit code; problems of the flags are told together with those of the environment. */
export async function runSmoke(flags: Flags, flagProblems: readonly ConfigProblem[]): Promise<number> {
  const start = startRun(Date.now(), await version())
  const contractFile = flags.contract === undefined ? DEFAULT_CONTRACT : resolve(flags.contract)
  if (flagProblems.length > 0 && flags.env === 'local') return refuse(flags, flagProblems, start.version)
  const embedded = flags.env === 'local' ? await startEmbedded(flags) : undefined
  try {
    if (embedded !== undefined && 'problem' in embedded) return await refuse(flags, [embedded.problem], start.version)
    const contract = await contractOrProblem(contractFile)
    if ('code' in contract) return await refuse(flags, [...flagProblems, contract], start.version)
    const loaded = await loadTarget({
      env: flags.env,
      flags: { ...(flags.expectRevision !== undefined && { expectRevision: flags.expectRevision }), ...(flags.waitSeconds !== undefined && { wait: flags.waitSeconds }) },
      processEnv: process.env,
      variables: contract.variables,
      oneOf: contract.oneOf,
      root,
      ...(embedded !== undefined && { embedded: embedded.env }),
    })
    if (flags.action === 'explain-env') process.stdout.write(explainEnv(loaded))
    const problems = [...flagProblems, ...(loaded.kind === 'problems' ? loaded.problems : [])]
    if (problems.length > 0 || loaded.kind === 'problems') return await refuse(flags, problems, start.version)
    if (flags.action === 'explain-env') return 0
    return await check({ start, flags, contract, contractFile, target: loaded.target, ...(embedded?.extraCa !== undefined && { extraCa: embedded.extraCa }) })
  } finally {
    if (embedded !== undefined && !('problem' in embedded)) await embedded.close()
  }
}

interface Ready {
  readonly start: ReturnType<typeof startRun>
  readonly flags: Flags
  readonly contract: Contract
  readonly contractFile: string
  readonly target: Target
  readonly extraCa?: string
}

async function check({ start, flags, contract, contractFile, target, extraCa }: Ready): Promise<number> {
  const stop = stopOnSignals()
  const watcher = createWatcher()
  const registerFile = pathToFileURL(await bundle(`${root}suites/register.ts`)).href
  const briefing = (arrivals: readonly Arrival[]): Briefing => ({
    contractFile, arrivals, registerFile,
    target: toWire(target),
    writes: flags.writes,
    runId: start.id,
    startedAtMs: start.startedAtMs,
    suites: flags.suites,
    version: start.version,
    ...(extraCa !== undefined && { extraCa }),
  })
  const [runner, arrivals] = await Promise.all([createCheckRunner(watcher, stop.signal), flags.action === 'list' ? [] : arrive(contract, target, watcher, stop.signal, start.version)])
  try {
    if (flags.action === 'list') {
      process.stdout.write(listChecks(await runner.list(briefing([])), contract, target))
      return 0
    }
    const outcome = await runner.run(briefing(arrivals))
    watcher.done()
    const record = conclude({ start, flags, contract, target, arrivals, outcome, interrupted: stop.signal.aborted ? 'yes' : 'no', nowMs: Date.now() })
    return await publish(record, flags)
  } finally {
    stop.dispose()
    await runner.close()
  }
}

async function arrive(contract: Contract, target: Target, watcher: ReturnType<typeof createWatcher>, stop: AbortSignal, ownVersion: string): Promise<readonly Arrival[]> {
  if (target.readyWaitSeconds === 0) return []
  const client = createHttpClient({ timeoutMs: target.requestTimeoutMs, userAgent: `post-deploy-smoke/${ownVersion}`, knownHosts: toleratedHosts(target), processEnv: process.env, signal: stop })
  try {
    return await waitUntilReady(contract, target, {
      client, stop,
      now: () => performance.now(),
      random: Math.random,
      sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
      tell: watcher.awaited,
    })
  } finally {
    await client.close()
  }
}

async function contractOrProblem(file: string): Promise<Contract | ConfigProblem> {
  try {
    return await loadContract(file)
  } catch (error) {
    if (!(error instanceof ContractProblem)) throw error
    return { code: 'config.invalid', variable: '--contract', message: error.message, example: '--contract examples/oidc/contract.ts', from: 'the command line' }
  }
}

export type { Embedded }
