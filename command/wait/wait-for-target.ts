import type { Contract } from '../../contracts/contract.ts'
import type { Target } from '../../env/target.ts'
import type { ReadinessResult } from '../../helpers/session/readiness-result.ts'
import { connectOptions, contractHeaders } from '../../helpers/session/resolve-contract.ts'
import { processEnv } from '../target/process-env.ts'
import type { Watcher } from './watcher.ts'

interface WaitOptions {
  readonly watcher: Watcher
  readonly stop: AbortSignal
  readonly version: string
  readonly runId: string
  /** PEM of the embedded reference deployment's own root, when a fault gave it one. */
  readonly extraCa?: string
}

/** Waits until the services of the target are ready, for at most its `readyWaitSeconds`. If they are zero, nothing is loaded or sent. */
export async function waitForTarget(
  contract: Contract,
  target: Target,
  { watcher, stop, version, runId, extraCa }: WaitOptions,
): Promise<readonly ReadinessResult[]> {
  if (target.readyWaitSeconds === 0) return []
  const [{ createLagMonitor, pause }, { createHttpClient }, { waitUntilReady }] = await Promise.all(
    [
      import('../../helpers/http/deadline.ts'),
      import('../../helpers/http/http-client.ts'),
      import('./wait-until-ready.ts'),
    ],
  )
  watcher.waiting(target.readyWaitSeconds)
  const lag = createLagMonitor()
  const client = createHttpClient({
    lag,
    timeoutMs: target.requestTimeoutMs,
    perHost: target.maxConcurrentRequests,
    extraHeaders: contractHeaders(contract, target, runId),
    userAgent: `post-deploy-smoke/${version}`,
    ...connectOptions(target, { processEnv, extraCa }),
    signal: stop,
  })
  try {
    return await waitUntilReady(contract, target, {
      client,
      stop,
      now: () => performance.now(),
      random: Math.random,
      sleep: pause,
      report: watcher.awaited,
    })
  } finally {
    await client.close()
    lag.close()
  }
}
