import type { Contract } from '../../contracts/contract.ts'
import type { ServicePromise } from '../../contracts/schema/service.ts'
import type { Target } from '../../env/target.ts'
import { readinessOf } from '../../helpers/diagnosis/judges/health/judge-readiness.ts'
import type { Exchange } from '../../helpers/http/exchange.ts'
import { retryAfter } from '../../helpers/http/header-fields.ts'
import type { HttpClient } from '../../helpers/http/http-client.ts'
import { healthHeaders } from '../../helpers/promise/request.ts'
import type { ReadinessResult } from '../../helpers/session/readiness-result.ts'
import { joinUrl } from '../../helpers/url/join-url.ts'
import { OVER_TIME } from '../run/stop-on-signals.ts'
import {
  inTurns,
  mayLearnRoute,
  NO_STREAK,
  type ReadinessSeen,
  readReadiness,
  type SeenAnswer,
  settledOf,
  streakAfter,
} from './readiness.ts'

/** The pause between two requests grows by the factor, and varies by a quarter either way. */
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5_000
const GROWTH = 1.6

/** Between good answers: three of them span more than a second, so that a service that was up for one second is not ready. */
const SETTLING_PAUSE_MS = 550

/** Between two requests to a service that is ready while others are not: it may fail again. */
const WATCHING_PAUSE_MS = 2_000

export interface WaitTools {
  readonly client: HttpClient
  readonly now: () => number
  /** Resolves after the time, or at once when the signal is aborted. */
  readonly sleep: (ms: number, stop: AbortSignal) => Promise<void>
  readonly random: () => number
  /** Called after each answer that changes what is known of the service. */
  readonly report: (service: string, seen: string, waitedMs: number) => void
  readonly stop: AbortSignal
}

/**
 * Polls all services of the contract at once. Ends when all are ready at the same time, each several times in a
 * row; at the deadline; or when one service cannot heal by waiting, since the run fails then in any case.
 */
export async function waitUntilReady(
  contract: Contract,
  target: Target,
  tools: WaitTools,
): Promise<readonly ReadinessResult[]> {
  const hopeless = new AbortController()
  const stop = AbortSignal.any([tools.stop, hopeless.signal])
  const readyServices = createReadyServices(contract.services.length)
  return Promise.all(
    contract.services.map(async (service) => {
      const result = await waitFor(service, target, { ...tools, stop, readyServices })
      if (!result.ready) hopeless.abort(service.name)
      return result
    }),
  )
}

/** The services that are ready at the moment; `complete` is aborted once all of them are. */
interface ReadyServices {
  readonly complete: AbortSignal
  mark(service: string, state: 'ready' | 'awaited'): void
}

function createReadyServices(size: number): ReadyServices {
  const ready = new Set<string>()
  const complete = new AbortController()
  return {
    complete: complete.signal,
    mark: (service, state) => {
      if (state === 'ready') ready.add(service)
      else ready.delete(service)
      if (ready.size === size) complete.abort()
    },
  }
}

async function waitFor(
  service: ServicePromise,
  target: Target,
  tools: WaitTools & { readonly readyServices: ReadyServices },
): Promise<ReadinessResult> {
  const { readyServices } = tools
  const started = tools.now()
  const deadline = started + target.readyWaitSeconds * 1000
  const enough = AbortSignal.any([tools.stop, readyServices.complete])
  const seen: SeenAnswer[] = []
  let pause = FIRST_PAUSE_MS
  let streak = NO_STREAK
  let answered: Exchange | undefined
  for (;;) {
    const shortest = answered === undefined ? FIRST_ANSWER_MS : SHORTEST_REQUEST_MS
    const { exchange, state, what } = await ask(
      service,
      target,
      tools,
      Math.max(deadline - tools.now(), shortest),
    )
    const waited = tools.now() - started
    if (exchange.kind === 'answer') answered = exchange
    const isReady = state === 'ready'
    // If all services became ready during this request, the checks will see its answer, and the wait does not count it.
    if (streak.readyAtMs === undefined || !readyServices.complete.aborted) {
      if (state !== 'unseen') seen.push({ what, atMs: waited })
      streak = streakAfter(streak, isReady ? 'good' : 'bad', waited)
    }
    const { good, wanted, readyAtMs } = streak
    readyServices.mark(service.name, readyAtMs === undefined ? 'awaited' : 'ready')
    if (good <= wanted)
      tools.report(service.name, isReady ? `ready (${good} of ${wanted})` : what, waited)
    const left = deadline - tools.now()
    const isOver =
      readyServices.complete.aborted ||
      left <= 0 ||
      (state === 'hopeless' && !mayLearnRoute(exchange, waited))
    const rest = readyAtMs === undefined ? SETTLING_PAUSE_MS : WATCHING_PAUSE_MS
    const next = isReady
      ? rest
      : Math.max(retryAfterOf(exchange), pause * (0.75 + tools.random() / 2))
    pause = isReady ? FIRST_PAUSE_MS : Math.min(pause * GROWTH, LONGEST_PAUSE_MS)
    // A Retry-After beyond the deadline is cut: the last request is sent at the deadline.
    if (!isOver && !enough.aborted) await tools.sleep(Math.min(next, left), enough)
    if (isOver || enough.aborted) {
      const outcome = readyAtMs === undefined ? 'not-ready' : 'ready'
      const cutShort = isOver || outcome === 'ready' ? [] : [whyCutShort(tools.stop.reason)]
      return {
        service: service.name,
        ready: outcome === 'ready',
        waitedMs: Math.round(readyAtMs ?? tools.now() - started),
        settled: settledOf(seen, outcome),
        history: [...inTurns(seen), ...cutShort],
        last: left <= 0 && isCutShort(exchange, target) ? (answered ?? exchange) : exchange,
      }
    }
  }
}

/** A last look that the deadline cut short says less than the answers before it. */
function isCutShort(exchange: Exchange, { requestTimeoutMs }: Target): boolean {
  return (
    exchange.kind === 'no-answer' &&
    exchange.fault === 'http.timeout' &&
    exchange.timing.totalMs < requestTimeoutMs
  )
}

/** Sends one request to the readiness route. */
async function ask(
  service: ServicePromise,
  target: Target,
  { client }: WaitTools,
  timeoutMs: number,
): Promise<ReadinessSeen & { readonly exchange: Exchange }> {
  const health = readinessOf(service)
  const url = joinUrl(target.urls[service.urlVariable] ?? '', health?.path ?? '/')
  const exchange = await client.ask({
    method: 'GET',
    url,
    headers: healthHeaders(health),
    again: 'never',
    timeoutMs: Math.min(target.requestTimeoutMs, timeoutMs),
  })
  return { exchange, ...readReadiness(exchange, health, service) }
}

/** The shortest timeout of a request near the deadline, milliseconds: it can still be answered. */
const SHORTEST_REQUEST_MS = 1_000

/** The same until a service has answered once: HAProxy 2.6.12 says after 3 s that nothing is behind it, lighttpd 1.4.69 after 2 to 4. */
const FIRST_ANSWER_MS = 5_000

function retryAfterOf(exchange: Exchange): number {
  if (exchange.kind !== 'answer') return 0
  return retryAfter(exchange.headers['retry-after'], Date.parse(exchange.asked.at)) ?? 0
}

/** Why waiting ended before the deadline: a service that cannot heal, or a signal. */
function whyCutShort(reason: unknown): string {
  const why =
    typeof reason === 'string'
      ? `${reason} cannot heal by waiting`
      : reason === OVER_TIME
        ? 'the time of --within was over'
        : 'the run was interrupted'
  return `not waited for any longer: ${why}`
}
