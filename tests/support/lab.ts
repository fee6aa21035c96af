import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type Flags, parseFlags } from '../../command/cli/flags.ts'
import { inputOf } from '../../command/run/check-target.ts'
import { startRun } from '../../command/run/run-identity.ts'
import { resolveTarget, startEmbedded } from '../../command/target/resolve-target.ts'
import { conclude } from '../../command/verdict/conclude.ts'
import { refusedRecord } from '../../command/verdict/refuse.ts'
import { waitForTarget } from '../../command/wait/wait-for-target.ts'
import type { Contract } from '../../contracts/contract.ts'
import type { ConfigProblem } from '../../env/target.ts'
import { recordOf } from '../../runner/register-checks.ts'
import { runSuites } from '../../runner/suites.ts'
import { type LabResult, resultOf } from './lab-result.ts'

export interface LabOptions {
  /** `as-deployed`: the deadlines of the product and of the contract; `short`, the default: much the same is seen sooner. */
  readonly waits?: 'short' | 'as-deployed'
  /** `keep`: what the run came to does not count, only what it wrote. */
  readonly ifHeldUp?: 'again' | 'keep'
}

/** Milliseconds: a request, which must outlast what the services of the deployment ask one another, and a socket or a conversation. */
const SHORT_REQUEST_MS = 3_000
const SHORT_SOCKET_MS = 3_000

/** Four runs at a time, each with a deployment of its own, keep a core busy though each waits half of its time, and still see their own clock. */
const AT_A_TIME = 4
/** Milliseconds of one hold-up: the services of the deployment, in this process too, have budgets of 300 ms for one another. */
const HELD_UP_MS = 200

/**
 * Runs the suites as the command does, from flags to reports, against the environment of `--env` or the embedded
 * deployment in this very process: no process and no vitest is started, which makes hundreds of runs affordable. A run in which our own
 * process was held up says nothing about the fault, so it is made again, alone; no other run is.
 */
export async function runInLab(
  argv: readonly string[],
  options: LabOptions = {},
): Promise<LabResult> {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  const result = await inTurn(() => {
    delay.enable()
    return runOnce(argv, options)
  })
  delay.disable()
  const isHeldUp = delay.max / 1e6 > HELD_UP_MS || saysHeldUp(result)
  return isHeldUp && options.ifHeldUp !== 'keep' ? alone(() => runOnce(argv, options)) : result
}

async function runOnce(argv: readonly string[], options: LabOptions): Promise<LabResult> {
  const { flags } = parseFlags(argv)
  const start = startRun(Date.now(), '0.0.0-lab')
  const embedded = flags.env === 'local' ? await startEmbedded(flags) : undefined
  if (embedded?.kind === 'problem')
    return resultOf(refusedRecord(flags, [embedded.problem], start.version), [])
  try {
    const resolved = await resolveTarget(flags, embedded)
    if (resolved.kind === 'problems') return refusal(flags, resolved.problems)
    if (resolved.loaded.kind === 'problems') return refusal(flags, resolved.loaded.problems)
    const isShort = options.waits !== 'as-deployed'
    const { target: whole } = resolved.loaded
    const target = isShort ? { ...whole, requestTimeoutMs: SHORT_REQUEST_MS } : whole
    const contract = isShort ? withShortWaits(resolved.contract) : resolved.contract
    const stop = new AbortController().signal
    const extraCa = embedded?.extraCa === undefined ? {} : { extraCa: embedded.extraCa }
    const readiness = await waitForTarget(contract, target, {
      watcher: SILENT,
      stop,
      version: start.version,
      runId: start.id,
      ...extraCa,
    })
    const input = inputOf({ start, flags, contract, target, ...extraCa }, readiness)
    const notes = await runSuites({ ...input, proxyEnv: {} }, stop)
    const seen = { state: 'passed', startTime: start.startedAtMs, duration: 0, errors: [] } as const
    const checks = notes.map((note, at) => recordOf(note, at, seen, start.startedAtMs))
    const outcome = { checks, sent: notes.flatMap((note) => note.sent), notJudged: 0, crashes: [] }
    const nowMs = Date.now()
    const record = conclude({
      start,
      flags,
      contract,
      target,
      readiness,
      outcome,
      cutShort: undefined,
      nowMs,
    })
    return resultOf(record, checks)
  } finally {
    await embedded?.close()
  }
}

function withShortWaits(contract: Contract): Contract {
  const shorter = <T extends { readonly withinMs: number }>(promise: T): T => ({
    ...promise,
    withinMs: Math.min(promise.withinMs, SHORT_SOCKET_MS),
  })
  return {
    ...contract,
    sockets: contract.sockets.map(shorter),
    journeys: contract.journeys.map((journey) => ({
      ...journey,
      steps: journey.steps.map((step) => (step.kind === 'request' ? step : shorter(step))),
    })),
  }
}

const SILENT = { planned() {}, waiting() {}, begun() {}, ended() {}, awaited() {}, done() {} }

function refusal(flags: Flags, problems: readonly ConfigProblem[]): LabResult {
  return resultOf(refusedRecord(flags, problems, '0.0.0-lab'), [])
}

function saysHeldUp({ record }: LabResult): boolean {
  return record.checks.some(
    ({ status, reason }) =>
      status === 'error' && reason?.includes('this process was held up') === true,
  )
}

let running = 0
const waiting: { readonly places: number; readonly go: () => void }[] = []

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  return within(1, work)
}

function alone<T>(work: () => Promise<T>): Promise<T> {
  return within(AT_A_TIME, work)
}

/** First come, first served: a run that wants all places is not overtaken. */
async function within<T>(places: number, work: () => Promise<T>): Promise<T> {
  if (waiting.length > 0 || running + places > AT_A_TIME)
    await new Promise<void>((go) => waiting.push({ places, go }))
  else running += places
  try {
    return await work()
  } finally {
    running -= places
    for (
      let next = waiting[0];
      next !== undefined && running + next.places <= AT_A_TIME;
      next = waiting[0]
    ) {
      running += next.places
      waiting.shift()
      next.go()
    }
  }
}
