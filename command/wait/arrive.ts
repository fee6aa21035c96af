import { setTimeout as sleep } from 'node:timers/promises'
import type { Contract } from '../../contracts/contract.ts'
import type { Target } from '../../env/target.ts'
import { toleratedHosts } from '../../env/tolerated-hosts.ts'
import type { Arrival } from '../../helpers/session/arrival.ts'
import { processEnv } from '../target/process-env.ts'
import type { Watcher } from './watcher.ts'

interface Arriving {
  readonly watcher: Watcher
  readonly stop: AbortSignal
  readonly version: string
  /** PEM of the embedded reference deployment's own root, when a fault gave it one. */
  readonly extraCa?: string
}

/** Waits for the services as long as the target allows; not at all, with nothing loaded for it, when that is zero seconds. */
export async function arrive(
  contract: Contract,
  target: Target,
  { watcher, stop, version, extraCa }: Arriving,
): Promise<readonly Arrival[]> {
  if (target.readyWaitSeconds === 0) return []
  const [{ createLagMonitor }, { createHttpClient }, { waitUntilReady }] = await Promise.all([
    import('../../helpers/http/event-loop-lag.ts'),
    import('../../helpers/http/http-client.ts'),
    import('./wait-until-ready.ts'),
  ])
  const lag = createLagMonitor()
  const client = createHttpClient({
    lag,
    timeoutMs: target.requestTimeoutMs,
    userAgent: `post-deploy-smoke/${version}`,
    knownHosts: toleratedHosts(target),
    processEnv,
    signal: stop,
    ...(extraCa !== undefined && { extraCa }),
  })
  try {
    return await waitUntilReady(contract, target, {
      client,
      stop,
      now: () => performance.now(),
      random: Math.random,
      sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
      tell: watcher.awaited,
    })
  } finally {
    await client.close()
    lag.close()
  }
}
