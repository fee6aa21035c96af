import type { Contract } from '../contracts/contract.ts'
import type { ServicePromise } from '../contracts/type/service.ts'
import type { Target } from '../env/target.ts'
import type { Arrival } from '../helpers/check/briefing.ts'
import { readinessOf } from '../helpers/diagnosis/readiness-of.ts'
import type { Exchange } from '../helpers/http/exchange.ts'
import type { HttpClient } from '../helpers/http/http-client.ts'
import { retryAfter } from '../helpers/http/retry-after.ts'
import { joinUrl } from '../helpers/url/join-url.ts'
import { type ReadinessSeen, readinessIn } from './readiness-in.ts'
import { inTurns, type Seen, settledOf } from './seen-while-waiting.ts'

/** Good answers in a row that count as ready: one may be a lucky instance of a rollout. */
const IN_A_ROW = 3

/** The pause between questions grows from the first to the last, and varies by a quarter either way. */
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5_000
const GROWTH = 1.6

/** Between good answers: three of them span more than a second, so that a service up for a second is not ready. */
const SETTLING_PAUSE_MS = 550

export interface WaitTools {
  readonly client: HttpClient
  readonly now: () => number
  /** Resolves after the time, or at once when the signal is aborted. */
  readonly sleep: (ms: number, stop: AbortSignal) => Promise<void>
  readonly random: () => number
  /** Told whenever something new was seen. */
  readonly tell: (service: string, seen: string, waitedMs: number) => void
  readonly stop: AbortSignal
}

/**
 * Polls every service of the contract, all at once, until each was ready several times in a row, the
 * deadline passed, or one of them cannot heal: then the rest need not be waited for either.
 */
export async function waitUntilReady(
  contract: Contract,
  target: Target,
  tools: WaitTools,
): Promise<readonly Arrival[]> {
  const hopeless = new AbortController()
  const stop = AbortSignal.any([tools.stop, hopeless.signal])
  return Promise.all(
    contract.services.map(async (service) => {
      const arrived = await waitFor(service, target, { ...tools, stop })
      if (!arrived.ready) hopeless.abort(service.name)
      return arrived
    }),
  )
}

async function waitFor(
  service: ServicePromise,
  target: Target,
  tools: WaitTools,
): Promise<Arrival> {
  const started = tools.now()
  const deadline = started + target.readyWaitSeconds * 1000
  const seen: Seen[] = []
  let pause = FIRST_PAUSE_MS
  let good = 0
  for (;;) {
    const { exchange, state, what } = await look(service, target, tools, deadline - tools.now())
    good = state === 'ready' ? good + 1 : 0
    if (state !== 'unseen') seen.push({ what, atMs: tools.now() - started })
    tools.tell(
      service.name,
      state === 'ready' ? `ready (${good} of ${IN_A_ROW})` : what,
      tools.now() - started,
    )
    const left = deadline - tools.now()
    const isOver = good >= IN_A_ROW || left <= 0 || state === 'hopeless'
    const wanted =
      state === 'ready'
        ? SETTLING_PAUSE_MS
        : Math.max(retryAfterOf(exchange), pause * (0.75 + tools.random() / 2))
    pause = state === 'ready' ? FIRST_PAUSE_MS : Math.min(pause * GROWTH, LONGEST_PAUSE_MS)
    // Whoever asks for more than is left is asked once more at the deadline.
    if (!isOver && !tools.stop.aborted) await tools.sleep(Math.min(wanted, left), tools.stop)
    if (isOver || tools.stop.aborted) {
      const cutShort = isOver ? [] : [whyCutShort(tools.stop.reason)]
      return {
        service: service.name,
        ready: good >= IN_A_ROW,
        waitedMs: Math.round(tools.now() - started),
        settled: settledOf(seen, good >= IN_A_ROW ? 'ready' : 'not-ready'),
        history: [...inTurns(seen), ...cutShort],
        last: exchange,
      }
    }
  }
}

/** Asks where the service says that it is ready; a request is given a second at least, so that it can be answered. */
async function look(
  service: ServicePromise,
  target: Target,
  { client }: WaitTools,
  leftMs: number,
): Promise<ReadinessSeen & { readonly exchange: Exchange }> {
  const health = readinessOf(service)
  const url = joinUrl(target.urls[service.urlVariable] ?? '', health?.path ?? '/')
  const exchange = await client.ask({
    method: 'GET',
    url,
    again: 'never',
    timeoutMs: Math.min(target.requestTimeoutMs, Math.max(leftMs, SHORTEST_REQUEST_MS)),
  })
  return { exchange, ...readinessIn(exchange, health, service) }
}

const SHORTEST_REQUEST_MS = 1_000

function retryAfterOf(exchange: Exchange): number {
  if (exchange.kind !== 'answer') return 0
  return retryAfter(exchange.headers['retry-after'], Date.parse(exchange.asked.at)) ?? 0
}

/** Why waiting ended before its time: the name of a service that cannot heal, or a signal. */
function whyCutShort(reason: unknown): string {
  return typeof reason === 'string'
    ? `not waited for any longer: ${reason} cannot heal by waiting`
    : 'not waited for any longer: the run was interrupted'
}
