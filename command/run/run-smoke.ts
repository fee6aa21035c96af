import type { ConfigProblem } from '../../env/target.ts'
import type { Flags } from '../cli/flags.ts'
import { createWatcher } from '../wait/watcher.ts'
import { startCheckThread } from './check-thread.ts'
import { startRun } from './start-run.ts'
import { stopOnSignals } from './stop-on-signals.ts'
import { version } from './version.ts'

/** One run from its flags to its exit code; problems of the flags are reported together with those of the environment. */
export async function runSmoke(
  flags: Flags,
  flagProblems: readonly ConfigProblem[],
): Promise<number> {
  const stop = stopOnSignals()
  const start = startRun(Date.now(), await version())
  const tools = { start, flags, stop, watcher: createWatcher() }
  const mayBegin = flags.env === 'local' && flags.action === 'run' && flagProblems.length === 0
  // It loads while the rest of the command does; for anything else the environment comes first.
  const early = mayBegin ? startCheckThread() : undefined
  try {
    const { carryOut } = await import('./carry-out.ts')
    return await carryOut({ ...tools, flagProblems, early })
  } finally {
    await early?.close()
    stop.dispose()
  }
}
