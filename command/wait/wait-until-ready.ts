import type { Contract } from '../../contracts/contract.ts'
import type { ServicePromise } from '../../contracts/type/service.ts'
import type { Target } from '../../env/target.ts'
import { readinessOf } from '../../helpers/diagnosis/judges/health/readiness-of.ts'
import type { Exchange } from '../../helpers/http/exchange.ts'
import type { HttpClient } from '../../helpers/http/http-client.ts'
import { retryAfter } from '../../helpers/http/retry-after.ts'
import type { Arrival } from '../../helpers/session/arrival.ts'
import { joinUrl } from '../../helpers/url/join-url.ts'
import { type ReadinessSeen, readinessIn } from './readiness-in.ts'
import { inTurns, type Seen, settledOf } from './seen-while-waiting.ts'
import { NEW_STANDING, standingAfter } from './standing.ts'

/** The pause between questions grows from the first to the last, and varies by a quarter either way. */
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5_000
const GROWTH = 1.6

/** Between good answers: three of them span more than a second, so that a service up for a second is not ready. */
const SETTLING_PAUSE_MS = 550

/** Between looks at what is ready, while others are awaited: it may not stay so. */
const WATCHING_PAUSE_MS = 2_000

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
 * Polls every service of the contract, all at once, until all are ready at the same time, each several times
 * in a row, the deadline passed, or one of them cannot heal: then the rest need not be waited for either.
 */
export async function waitUntilReady(
  contract: Contract,
  target: Target,
  tools: WaitTools,
): Promise<readonly Arrival[]> {
  const hopeless = new AbortController()
  const stop = AbortSignal.any([tools.stop, hopeless.signal])
  const present = callRoll(contract.services.length)
  return Promise.all(
    contract.services.map(async (service) => {
      const arrived = await waitFor(service, target, { ...tools, stop, present })
      if (!arrived.ready) hopeless.abort(service.name)
      return arrived
    }),
  )
}

/** Who is ready at the moment; `complete` is aborted once everybody is. */
interface Roll {
  readonly complete: AbortSignal
  mark(service: string, state: 'ready' | 'awaited'): void
}

function callRoll(size: number): Roll {
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
  tools: WaitTools & { readonly present: Roll },
): Promise<Arrival> {
  const { present } = tools
  const started = tools.now()
  const deadline = started + target.readyWaitSeconds * 1000
  const enough = AbortSignal.any([tools.stop, present.complete])
  const seen: Seen[] = []
  let pause = FIRST_PAUSE_MS
  let standing = NEW_STANDING
  for (;;) {
    const { exchange, state, what } = await look(service, target, tools, deadline - tools.now())
    const waited = tools.now() - started
    const isReady = state === 'ready'
    // When all were ready while this one was looked at once more, the checks will see what it says now.
    if (standing.readyAtMs === undefined || !present.complete.aborted) {
      if (state !== 'unseen') seen.push({ what, atMs: waited })
      standing = standingAfter(standing, isReady ? 'good' : 'bad', waited)
    }
    const { good, wanted, readyAtMs } = standing
    present.mark(service.name, readyAtMs === undefined ? 'awaited' : 'ready')
    if (good <= wanted)
      tools.tell(service.name, isReady ? `ready (${good} of ${wanted})` : what, waited)
    const left = deadline - tools.now()
    const isOver = present.complete.aborted || left <= 0 || state === 'hopeless'
    const rest = readyAtMs === undefined ? SETTLING_PAUSE_MS : WATCHING_PAUSE_MS
    const next = isReady
      ? rest
      : Math.max(retryAfterOf(exchange), pause * (0.75 + tools.random() / 2))
    pause = isReady ? FIRST_PAUSE_MS : Math.min(pause * GROWTH, LONGEST_PAUSE_MS)
    // Whoever asks for more than is left is asked once more at the deadline.
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
