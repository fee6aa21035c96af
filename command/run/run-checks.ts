import { setTimeout as sleep } from 'node:timers/promises'
import type { Reporter, TestModule, Vitest } from 'vitest/node'
import type { Briefing } from '../../helpers/session/briefing.ts'
import { type Collected, collect } from '../../runner/collect.ts'
import { runnerSettings } from '../../runner/runner-settings.ts'
import { whenOverdue } from '../../runner/when-overdue.ts'
import { root } from '../target/root.ts'
import type { Watcher } from '../wait/watcher.ts'
import type { CheckThread } from './check-thread.ts'
import { keepSignals } from './keep-signals.ts'

/** How long the runner may take to see that its thread was ended. */
const SETTLING_MS = 500

export interface CheckRunner {
  /** Runs all checks and gives what they came to; stopping it lets each check end and clean up. */
  run(briefing: Briefing): Promise<RunOutcome>
  /** Gives the checks there are, without running any. */
  list(briefing: Briefing): Promise<RunOutcome>
  close(): Promise<void>
}

export interface RunOutcome {
  readonly collected: readonly Collected[]
  /** What went wrong outside any check: an import that fails, a crash of the worker. */
  readonly crashes: readonly string[]
}

export interface RunnerOptions {
  /** The thread that the checks run in. */
  readonly thread: CheckThread
  readonly startedAtMs: number
  readonly watcher: Watcher
  readonly stop: AbortSignal
  /** `collect`: the checks are only to be listed. */
  readonly purpose: 'run' | 'collect'
}

/** Starts the runner: its one thread waits for its briefing. The checks keep deadlines of their own, so the runner has none. */
export async function createCheckRunner({
  thread,
  startedAtMs,
  watcher,
  stop,
  purpose,
}: RunnerOptions): Promise<CheckRunner> {
  const { createVitest } = await import('vitest/node')
  const seen = new Map<string, Collected>()
  const crashes: string[] = []
  const positions = new Map<string, number>()
  const reporter: Reporter = {
    onTestModuleCollected: (module) => {
      for (const test of module.children.allTests()) positions.set(test.id, positions.size)
      watcher.planned(positions.size)
    },
    onTestCaseReady: (test) => watcher.begun(test.meta().smoke?.id ?? test.id, test.fullName),
    onTestCaseResult: (test) => {
      const collected = collect(test, positions.get(test.id) ?? 0, startedAtMs)
      const isCutShort = stop.aborted && collected.record.status === 'error'
      seen.set(test.id, isCutShort ? cutShort(collected) : collected)
      if (!isCutShort) watcher.ended(collected)
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
        include: [...runnerSettings.include],
        pool: thread.pool,
        config: false,
        root,
        watch: false,
        reporters: [reporter],
      },
      { server: { watch: null }, logLevel: 'silent' },
    ),
  )
  const work = purpose === 'run' ? vitest.start() : vitest.collect()
  const ended = work.then(ignore, ignore)
  const stopChecks = () => thread.post({ kind: 'stop' })
  let closing: Promise<void> | undefined
  const close = async () => {
    // A thread that still waits for its briefing hears that there is none.
    stopChecks()
    const overdue = whenOverdue(AbortSignal.abort(), ignore)
    // A thread that does not end is ended: the runner would wait for it.
    const forced = overdue.promise.then(thread.close).then(() => sleep(SETTLING_MS))
    await Promise.race([ended, forced])
    overdue.dispose()
    await closeQuietly(vitest)
  }

  return {
    run: async (briefing) => {
      thread.post({ kind: 'briefing', briefing })
      const overdue = whenOverdue(stop, stopChecks)
      await Promise.race([work, overdue.promise])
      overdue.dispose()
      return { collected: [...seen.values()], crashes }
    },
    list: async (briefing) => {
      thread.post({ kind: 'briefing', briefing })
      const { testModules, unhandledErrors } = await work
      return {
        collected: testModules.flatMap((module) =>
          [...module.children.allTests()].map((test, index) => collect(test, index, startedAtMs)),
        ),
        crashes: [
          ...unhandledErrors.map((error) => inWords(error as object)),
          ...testModules.flatMap(errorsOf),
        ],
      }
    },
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

async function closeQuietly(vitest: Vitest): Promise<void> {
  const exitCode = process.exitCode
  await vitest.close()
  // The runner sets an exit code of its own; the verdict has its own.
  process.exitCode = exitCode
}

/** A check that an interrupted run could not judge is no error of the suite: the run was stopped. */
function cutShort(collected: Collected): Collected {
  return {
    ...collected,
    record: { ...collected.record, status: 'skipped', reason: 'the run was interrupted' },
  }
}

function ignore(): void {}

function errorsOf(module: TestModule): readonly string[] {
  return module.errors().map(inWords)
}

/** What the runner says of a failure of its own stands around the reason; the reason is what helps. */
function inWords({ message, cause }: { message?: unknown; cause?: unknown }): string {
  if (typeof cause === 'object' && cause !== null) return inWords(cause)
  return typeof message === 'string' ? message : 'an error without a message'
}
