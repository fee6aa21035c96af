import type { Target } from '../../env/target.ts'
import { judgeAnswered } from '../diagnosis/judges/health/judge-answered.ts'
import { within } from '../http/deadline.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Finding } from '../record/finding.ts'
import { secondTryMs } from './cold-start.ts'

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
