import { onTestFinished } from 'vitest'
import { waitUntilReady } from '../../../command/wait/wait-until-ready.ts'
import type { Contract } from '../../../contracts/contract.ts'
import type { Target } from '../../../env/target.ts'
import { createHttpClient } from '../../../helpers/http/http-client.ts'
import type { ReadinessResult } from '../../../helpers/session/readiness-result.ts'
import { backend } from '../../support/contracts.ts'

/** How a wait ended, and what happened meanwhile. */
export interface Waited {
  readonly readiness: readonly ReadinessResult[]
  /** Every pause that was taken, in milliseconds. */
  readonly pauses: readonly number[]
  /** What the live line showed: "backend: 503 starting". */
  readonly reported: readonly string[]
}

interface Waiting {
  readonly seconds: number
  readonly requestTimeoutMs?: number
  /** Called before each pause with the time that has passed: what changes meanwhile. */
  readonly meanwhile?: (passedMs: number) => Promise<void> | void
  readonly random?: number
  readonly stop?: AbortSignal
}

/**
 * Waits for services at these URLs with a clock that only pauses move on: minutes pass at once, while
 * the requests are real.
 */
export async function waitFor(
  urls: Readonly<Record<string, string>>,
  { seconds, requestTimeoutMs = 2_000, meanwhile, random = 0.5, stop }: Waiting,
): Promise<Waited> {
  const stopper = stop ?? new AbortController().signal
  const client = createHttpClient({
    timeoutMs: requestTimeoutMs,
    userAgent: 'test',
    processEnv: {},
    signal: stopper,
  })
  onTestFinished(() => client.close())
  let busy = 0
  const clock = createClock(() => busy > 0)
  const pauses: number[] = []
  const reported: string[] = []
  const readiness = await waitUntilReady(contractOf(urls), targetOf(urls, seconds), {
    client: {
      ...client,
      ask: async (spec) => {
        busy += 1
        return client.ask(spec).finally(() => {
          busy -= 1
        })
      },
    },
    now: clock.now,
    random: () => random,
    stop: stopper,
    report: (service, seen) => reported.push(`${service}: ${seen}`),
    sleep: async (ms, signal) => {
      pauses.push(ms)
      await meanwhile?.(clock.now())
      await clock.sleep(ms, signal)
    },
  })
  return { readiness, pauses, reported }
}

/** The backend of the platform, once under each name: its readiness route is the one that counts. */
function contractOf(urls: Readonly<Record<string, string>>): Contract {
  const services = Object.keys(urls).map((name) => ({ ...backend, name, urlVariable: name }))
  return { platform: 'Test', variables: [], services, sockets: [], journeys: [], pages: [] }
}

function targetOf(urls: Readonly<Record<string, string>>, readyWaitSeconds: number): Target {
  return {
    environment: 'test',
    kind: 'local',
    urls,
    texts: {},
    secrets: {},
    readyWaitSeconds,
    requestTimeoutMs: 2_000,
    maxConcurrentRequests: 4,
    knownHosts: [],
    origins: [],
    warnings: [],
  }
}

/** A clock that jumps to the earliest sleeper as soon as nobody is awaiting an answer. */
function createClock(isBusy: () => boolean) {
  let nowMs = 0
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>()
  const advance = () => {
    if (isBusy()) return void setTimeout(advance, 1)
    const [first] = [...sleepers].sort((a, b) => a.at - b.at)
    if (first === undefined) return
    nowMs = Math.max(nowMs, first.at)
    sleepers.delete(first)
    first.wake()
  }
  return {
    now: () => nowMs,
    sleep: (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        const wake = () => {
          signal.removeEventListener('abort', wake)
          sleepers.delete(sleeper)
          resolve()
        }
        const sleeper = { at: nowMs + ms, wake }
        sleepers.add(sleeper)
        signal.addEventListener('abort', wake)
        setTimeout(advance, 1)
      }),
  }
}
