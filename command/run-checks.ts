import type { TestModule, Vitest } from 'vitest/node'
import { createVitest } from 'vitest/node'
import type { Briefing } from '../helpers/check/briefing.ts'
import { stopChannel } from '../helpers/check/briefing.ts'
import { type Collected, collect } from '../helpers/report/collect.ts'
import { root } from './root.ts'
import { runnerSettings } from './runner-settings.ts'
import type { Watcher } from './watcher.ts'

export interface CheckRunner {
  /** Runs all checks and gives what they came to; stopping it lets each check end and clean up. */
  run(briefing: Briefing): Promise<RunOutcome>
  /** Gives the checks there are, without running any. */
  list(briefing: Briefing): Promise<readonly Collected[]>
  close(): Promise<void>
}

export interface RunOutcome {
  readonly collected: readonly Collected[]
  /** What went wrong outside any check: an import that fails, a crash of the worker. */
  readonly crashes: readonly string[]
}

/** How long checks may take to end and clean up after they were told to stop. */
const LAST_RITES_MS = 8_000

/**
 * Prepares the runner: one worker, one file that imports every suite, everything concurrent. The
 * checks keep deadlines of their own, so the runner has none.
 */
export async function createCheckRunner(watcher: Watcher, stop: AbortSignal): Promise<CheckRunner> {
  const seen = new Map<string, Collected>()
  const crashes: string[] = []
  let startedMs = Date.now()
  const vitest = await createVitest(
    'test',
    {
      ...runnerSettings,
      include: [...runnerSettings.include],
      config: false,
      root,
      watch: false,
      reporters: [
        {
          onTestModuleCollected: (module) => watcher.planned([...module.children.allTests()].length),
          onTestCaseReady: (test) => watcher.begun(test.meta().smoke?.id ?? test.id, test.fullName),
          onTestCaseResult: (test) => {
            const collected = collect(test, startedMs)
            seen.set(test.id, collected)
            watcher.ended(collected)
          },
          onTestRunEnd: (modules, unhandled) => {
            crashes.push(...unhandled.map(inWords), ...modules.flatMap(errorsOf))
          },
        },
      ],
    },
    { server: { watch: null }, logLevel: 'silent' },
  )
  return {
    run: async (briefing) => {
      startedMs = briefing.startedAtMs
      vitest.provide('briefing', briefing)
      const stopped = tellToStop(briefing.runId, stop)
      await Promise.race([vitest.start(), stopped.overdue])
      stopped.dispose()
      return { collected: [...seen.values()], crashes }
    },
    list: async (briefing) => {
      vitest.provide('briefing', briefing)
      const { testModules } = await vitest.collect()
      return testModules.flatMap((module) =>
        [...module.children.allTests()].map((test) => collect(test, startedMs)),
      )
    },
    close: () => closeQuietly(vitest),
  }
}

/** Passes the word on to the worker; `overdue` resolves when it did not end in time after that. */
function tellToStop(
  runId: string,
  stop: AbortSignal,
): { overdue: Promise<void>; dispose: () => void } {
  const channel = new BroadcastChannel(stopChannel(runId))
  let timer: NodeJS.Timeout | undefined
  const overdue = new Promise<void>((resolve) => {
    const tell = () => {
      channel.postMessage('stop')
      timer = setTimeout(resolve, LAST_RITES_MS)
    }
    if (stop.aborted) tell()
    else stop.addEventListener('abort', tell, { once: true })
  })
  return {
    overdue,
    dispose: () => {
      clearTimeout(timer)
      channel.close()
    },
  }
}

async function closeQuietly(vitest: Vitest): Promise<void> {
  const exitCode = process.exitCode
  await vitest.close()
  // The runner sets an exit code of its own; the verdict has its own.
  process.exitCode = exitCode
}

function errorsOf(module: TestModule): readonly string[] {
  return module.errors().map(inWords)
}

function inWords(error: { readonly message?: unknown }): string {
  return typeof error.message === 'string' ? error.message : 'an error without a message'
}
