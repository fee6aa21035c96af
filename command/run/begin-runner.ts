import type { Flags } from '../cli/flags.ts'
import type { Watcher } from '../wait/watcher.ts'
import type { CheckThread } from './check-thread.ts'
import { type CheckRunner, createCheckRunner } from './run-checks.ts'
import type { RunStart } from './start-run.ts'
import type { stopOnSignals } from './stop-on-signals.ts'

/** What every part of a run works with. */
export interface Tools {
  readonly start: RunStart
  readonly flags: Flags
  readonly stop: ReturnType<typeof stopOnSignals>
  readonly watcher: Watcher
}

/** Starts the runner of the checks for what the flags ask of it: to run them, or to list them. */
export function beginRunner(
  { start, flags, stop, watcher }: Tools,
  thread: CheckThread,
): Promise<CheckRunner> {
  const purpose = flags.action === 'list' ? 'collect' : 'run'
  return createCheckRunner({
    thread,
    startedAtMs: start.startedAtMs,
    watcher,
    stop: stop.signal,
    purpose,
  })
}
