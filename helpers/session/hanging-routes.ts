import type { Target } from '../../env/target.ts'
import { judgeAnswered } from '../diagnosis/judges/health/judge-answered.ts'
import { within } from '../http/deadline.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Finding } from '../record/finding.ts'

/** The bounds of a run by which routes count as hanging. */
export type Bounds = Pick<Target, 'maxConcurrentRequests' | 'requestTimeoutMs'>

/** The silences of a service since its last answer. */
interface Hanging {
  readonly routes: ReadonlySet<string>
  readonly last: Exchange
  readonly answered: Deferred
}

interface UnderWay {
  readonly sentMs: number
  /** Called at its end. */
  readonly atEnd: (() => void)[]
}

/** Milliseconds within which requests count as sent together. */
const TOGETHER_MS = 300
/** Milliseconds that a second try takes to leave and to arrive. */
const ON_ITS_WAY_MS = 100
/** The most for a second try, milliseconds: an instance that has started meanwhile answers at once. */
const SECOND_TRY_MS = 3_000
/** The share of the deadline that a second try gets, so that routes that hang cost little more than one deadline. */
const SECOND_TRY_SHARE = 0.3

/** Says whether several routes of a service hang, though its health check is answered: as many as a service is asked for at a time. */
export function createHangingRoutes({ maxConcurrentRequests, requestTimeoutMs }: Bounds) {
  const most = Math.max(2, maxConcurrentRequests)
  const hanging = new Map<string, Hanging>()
  const underWay = new Map<string, Set<UnderWay>>()

  /** Resolves when the requests have ended that were sent together with one that got no answer: they have the same deadline. */
  const togetherWithLast = async (service: string) => {
    const silentMs = hanging.get(service)?.last.timing.totalMs ?? Number.POSITIVE_INFINITY
    const sentBefore = performance.now() - silentMs + TOGETHER_MS
    const others = [...(underWay.get(service) ?? [])].filter(({ sentMs }) => sentMs < sentBefore)
    const ended = others.map(({ atEnd }) => new Promise<void>((resolve) => atEnd.push(resolve)))
    await within(2 * TOGETHER_MS, Promise.all(ended), () => [])
  }

  /** The deadline of a second try, milliseconds: by how long the last silence took, which a gateway may have cut short. */
  const secondTryMs = (service: string) => {
    const lastMs = hanging.get(service)?.last.timing.totalMs ?? requestTimeoutMs
    return Math.min(SECOND_TRY_MS, Math.min(requestTimeoutMs, lastMs) * SECOND_TRY_SHARE)
  }

  return {
    secondTryMs,
    /** A request leaves now; the function it gives is called at its end. */
    sent: (service: string): (() => void) => {
      const one: UnderWay = { sentMs: performance.now(), atEnd: [] }
      const all = underWay.get(service) ?? new Set()
      underWay.set(service, all.add(one))
      return () => {
        all.delete(one)
        for (const ended of one.atEnd) ended()
      }
    },
    silent: (service: string, route: string, exchange: Exchange) => {
      const { routes = [], answered = defer() } = hanging.get(service) ?? {}
      hanging.set(service, { routes: new Set([...routes, route]), last: exchange, answered })
    },
    answered: (service: string) => {
      hanging.get(service)?.answered.resolve()
      hanging.delete(service)
    },
    /** The finding if so many routes in a row hang, and nothing is answered for a moment more. */
    settle: async (service: string): Promise<Finding | undefined> => {
      await togetherWithLast(service)
      const seen = hanging.get(service)
      if (seen === undefined || seen.routes.size < most) return undefined
      const answered = seen.answered.promise.then(() => true)
      if (await within(secondTryMs(service) + ON_ITS_WAY_MS, answered, () => false))
        return undefined
      const finding = judgeAnswered(seen.last, service, 'its routes answer')
      const summary = `${service} answers its health check, and none of ${seen.routes.size} routes in a row in time`
      return finding && { ...finding, summary }
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
