import { relative } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'
import type { RequestRecord } from '../../helpers/record/request-record.ts'
import type { CheckRecord } from '../../helpers/record/run-record.ts'
import type { RunInput } from '../../helpers/session/run-input.ts'
import { sourceOrBuilt } from '../../load/load.mjs'
import { collect } from '../../runner/collect.ts'
import { runnerSettings } from '../../runner/runner-settings.ts'
import { serialize } from '../../runner/worker-input.ts'
import { root } from '../target/root.ts'
import type { Watcher } from '../wait/watcher.ts'
import { startCheckWorker } from './check-worker.ts'
import { cutShortBy, SIGNALS } from './stop-on-signals.ts'
import { whenOverdue } from './when-overdue.ts'

export interface CheckRunner {
  /** Runs all checks and gives their results; stopping it lets each check end and clean up. */
  run(input: RunInput): Promise<RunOutcome>
  /** Ends the worker in any phase. */
  close(): Promise<void>
}

export interface RunOutcome {
  readonly checks: readonly CheckRecord[]
  readonly sent: readonly RequestRecord[]
  /** Checks that had not ended when the run was stopped. */
  readonly notJudged: number
  /** What went wrong outside any check: an import that fails, a crash of the worker. */
  readonly crashes: readonly string[]
}

export interface RunnerOptions {
  readonly startedAtMs: number
  readonly watcher: Watcher
  readonly stop: AbortSignal
}

/** Loads vitest and, at the same time, the worker of the checks. The checks keep deadlines of their own, so vitest has none. */
export async function createCheckRunner({
  startedAtMs,
  watcher,
  stop,
}: RunnerOptions): Promise<CheckRunner> {
  const worker = await startCheckWorker()
  const { createVitest } = await import('vitest/node')
  const seen = new Map<string, CheckRecord>()
  const sent = new Map<string, readonly RequestRecord[]>()
  const crashes: string[] = []
  const positions = new Map<string, number>()
  let cut = 0
  let whenRegistered = () => {}
  const registered = new Promise<void>((resolve) => {
    whenRegistered = resolve
  })
  const reporter: Reporter = {
    onTestModuleCollected: (module) => {
      for (const test of module.children.allTests()) positions.set(test.id, positions.size)
      watcher.planned(positions.size)
      whenRegistered()
    },
    onTestCaseReady: (test) => watcher.begun(test.meta().smoke?.id ?? test.id, test.fullName),
    onTestCaseResult: (test) => {
      const check = collect(test, positions.get(test.id) ?? 0, startedAtMs)
      const isCutShort = stop.aborted && check.status === 'error'
      if (isCutShort) cut += 1
      sent.set(test.id, test.meta().smoke?.sent ?? [])
      seen.set(test.id, isCutShort ? cutShort(check, stop) : check)
      if (!isCutShort) watcher.ended(check)
    },
    onTestRunEnd: (modules, unhandled) => {
      crashes.push(...unhandled.map(inWords), ...modules.flatMap(errorsOf))
    },
  }
  const vitest = await keepSignals(() =>
    createVitest(
      'test',
      {
        ...runnerSettings,
        include: runnerSettings.include.map((file) =>
          relative(root, sourceOrBuilt(`${root}${file}`)),
        ),
        // A package lies in a folder that vitest leaves out by default.
        exclude: [],
        pool: { name: worker.name, createPoolWorker: () => worker },
        config: false,
        root,
        watch: false,
        reporters: [reporter],
      },
      { server: { watch: null }, logLevel: 'silent' },
    ),
  )
  // vitest 4.1.12 loses a cancel that comes before its worker listens, and ends the worker at once at a second one
  // (findings/vitest-cancel-before-the-worker-listens-is-lost.sh): one cancel, once the checks are registered.
  const cancel = async () => {
    await registered
    await vitest.cancelCurrentRun('keyboard-input')
  }

  return {
    run: async (input) => {
      const isStopped = stop.aborted
      vitest.provide('workerInput', serialize(input, isStopped ? 'asked' : 'not-asked'))
      const overdue = whenOverdue(stop, () => {
        if (!isStopped) void cancel()
      })
      await Promise.race([vitest.start(), overdue.promise])
      overdue.dispose()
      const notJudged = cut + positions.size - seen.size
      return { checks: [...seen.values()], sent: [...sent.values()].flat(), notJudged, crashes }
    },
    close: () => worker.stop(),
  }
}

/**
 * Does work in which libraries would begin to listen to signals, and does not let them: vite and vitest end the
 * process at once, but a run ends in order and cleans up.
 */
async function keepSignals<T>(work: () => Promise<T>): Promise<T> {
  const refuse = (event: string | symbol, listener: () => void) => {
    if (SIGNALS.some((name) => name === event)) queueMicrotask(() => process.off(event, listener))
  }
  process.on('newListener', refuse)
  try {
    return await work()
  } finally {
    process.off('newListener', refuse)
  }
}

/** A check that a stopped run could not judge is no error of the suite. */
function cutShort(check: CheckRecord, stop: AbortSignal): CheckRecord {
  const reason =
    cutShortBy(stop) === 'budget'
      ? 'not judged: the time of --within was over'
      : 'the run was interrupted'
  return { ...check, status: 'skipped', reason }
}

function errorsOf(module: TestModule): readonly string[] {
  return module.errors().map(inWords)
}

/** What the runner says of a failure of its own stands around the reason; the reason is what helps. */
function inWords({ message, cause }: { message?: unknown; cause?: unknown }): string {
  if (typeof cause === 'object' && cause !== null) return inWords(cause)
  return typeof message === 'string' ? message : 'an error without a message'
}
