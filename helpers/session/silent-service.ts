import type { Target } from '../../env/target.ts'
import { judgeAnswered } from '../diagnosis/judges/health/judge-answered.ts'
import { within } from '../http/deadline.ts'
import { type Exchange, isAnswered, isSilence } from '../http/exchange.ts'
import { metInWords } from '../http/retry.ts'
import type { Finding } from '../record/finding.ts'

/** The most for a second try, milliseconds: an instance that has started meanwhile answers at once. */
const SECOND_TRY_MS = 3_000
/** The share of the deadline that a second try gets, so that routes that hang cost little more than one deadline. */
const SECOND_TRY_SHARE = 0.3

/** The deadline of a second try, by that of the first. */
function secondTryMs(timeoutMs: number): number {
  return Math.min(SECOND_TRY_MS, timeoutMs * SECOND_TRY_SHARE)
}

/**
 * Distinguishes a service that was cold from one that hangs, among services that have answered something in this run: a
 * silent one costs one timeout. The first request of a service that may be repeated and got no answer in time is
 * sent once more. If that is answered, every other such request is sent once more too; if not, no other is, so that
 * hanging routes cost one short second try in all.
 */
export interface ColdStart {
  /** The exchange itself, or, where a second try was answered, that answer with the first try in its history. */
  settle(service: string, exchange: Exchange, again: () => Promise<Exchange>): Promise<Exchange>
}

export function createColdStart(): ColdStart {
  const alive = new Set<string>()
  const awake = new Map<string, Promise<boolean>>()

  const askAgain = async (exchange: Exchange, again: () => Promise<Exchange>) => {
    // The second try may find the service silent meanwhile: then the first one stands.
    const second = await again().catch(() => undefined)
    return second !== undefined && isAnswered(second) ? withHistory(second, exchange) : exchange
  }

  return {
    async settle(service, exchange, again) {
      if (isAnswered(exchange)) alive.add(service)
      const wasSlow = isSilence(exchange) && !isUnreached(exchange)
      if (!wasSlow || !alive.has(service)) return exchange
      const known = awake.get(service)
      if (known !== undefined) return (await known) ? askAgain(exchange, again) : exchange
      const settled = askAgain(exchange, again)
      awake.set(service, settled.then(isAnswered))
      return settled
    },
  }
}

/** No connection came about: no instance could have started meanwhile. */
function isUnreached(exchange: Exchange): boolean {
  return exchange.kind === 'no-answer' && exchange.fault === 'tcp.timeout'
}

/** The second answer, with what the first try met. */
export function withHistory(second: Exchange, first: Exchange): Exchange {
  const earlier = [...first.earlier, metInWords(first)]
  return { ...second, tries: first.tries + second.tries, earlier }
}

/** Says whether several routes of a service hang, though its health check is answered. */
export interface HangingRoutes {
  /** A request leaves now; the function it gives is called at its end. */
  sent(service: string): () => void
  silent(service: string, route: string, exchange: Exchange): void
  answered(service: string): void
  /** The finding if so many routes in a row hang, and nothing is answered for a moment more. */
  settle(service: string): Promise<Finding | undefined>
  /** The deadline of a second try, milliseconds: by how long the last silence took, which a gateway may have cut short. */
  secondTryMs(service: string): number
}

/** The silences of a service since its last answer. */
interface Hanging {
  readonly routes: ReadonlySet<string>
  readonly last: Exchange
  readonly answered: Deferred
}

interface UnderWay {
  readonly sentMs: number
  readonly ended: Promise<void>
}

/** Milliseconds within which requests count as sent together. */
const TOGETHER_MS = 300
/** Milliseconds that a second try takes to leave and to arrive. */
const ON_ITS_WAY_MS = 100

/** As many routes count as all that a service is asked for at a time. */
export function createHangingRoutes(
  target: Pick<Target, 'maxConcurrentRequests' | 'requestTimeoutMs'>,
  now: () => number = () => performance.now(),
): HangingRoutes {
  const most = Math.max(2, target.maxConcurrentRequests)
  const hanging = new Map<string, Hanging>()
  const underWay = new Map<string, Set<UnderWay>>()

  /** Resolves when the requests have ended that were sent together with one that got no answer: they have the same deadline. */
  const togetherWithLast = async (service: string) => {
    const silentMs = hanging.get(service)?.last.timing.totalMs ?? Number.POSITIVE_INFINITY
    const sentBefore = now() - silentMs + TOGETHER_MS
    const others = [...(underWay.get(service) ?? [])].filter(({ sentMs }) => sentMs < sentBefore)
    await within(2 * TOGETHER_MS, Promise.all(others.map(({ ended }) => ended)), () => [])
  }

  const againMs = (service: string) =>
    secondTryMs(
      Math.min(
        target.requestTimeoutMs,
        hanging.get(service)?.last.timing.totalMs ?? target.requestTimeoutMs,
      ),
    )

  return {
    secondTryMs: againMs,
    sent: (service) => {
      const ended = defer()
      const one = { sentMs: now(), ended: ended.promise }
      const all = underWay.get(service) ?? new Set()
      underWay.set(service, all.add(one))
      return () => {
        all.delete(one)
        ended.resolve()
      }
    },
    silent: (service, route, exchange) => {
      const before = hanging.get(service)
      hanging.set(service, {
        routes: new Set([...(before?.routes ?? []), route]),
        last: exchange,
        answered: before?.answered ?? defer(),
      })
    },
    answered: (service) => {
      hanging.get(service)?.answered.resolve()
      hanging.delete(service)
    },
    settle: async (service) => {
      await togetherWithLast(service)
      const seen = hanging.get(service)
      if (seen === undefined || seen.routes.size < most) return undefined
      const answered = seen.answered.promise.then(() => 'answered' as const)
      const waited = await within(
        againMs(service) + ON_ITS_WAY_MS,
        answered,
        () => 'silent' as const,
      )
      const finding =
        waited === 'answered' ? undefined : judgeAnswered(seen.last, service, 'its routes answer')
      return (
        finding && {
          ...finding,
          summary: `${service} answers its health check, and none of ${seen.routes.size} routes in a row in time`,
        }
      )
    },
  }
}

interface Deferred {
  readonly promise: Promise<void>
  readonly resolve: () => void
}

function defer(): Deferred {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
