import type { ConfigProblem } from '../../env/target.ts'
import type { Flags } from '../cli/flags.ts'
import { startCheckWorker } from './check-worker.ts'
import { stopOnSignals } from './stop-on-signals.ts'

/**
 * One run from its flags to its exit code. Starting counts: the worker loads the suites while the command loads itself.
 * A run that only lists or explains has no worker.
 */
export async function runSmoke(
  flags: Flags,
  flagProblems: readonly ConfigProblem[],
): Promise<number> {
  const stop = stopOnSignals()
  const worker = flags.action === 'run' ? await startCheckWorker() : undefined
  try {
    const { runWith } = await import('./run.ts')
    return await runWith({ flags, stop, worker }, flagProblems)
  } finally {
    await worker?.close()
    stop.dispose()
  }
}
