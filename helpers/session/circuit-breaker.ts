import type { Target } from '../../env/target.ts'
import { judgeAnswered } from '../diagnosis/judges/health/judge-answered.ts'
import { within } from '../http/deadline.ts'
import { type Exchange, isAnswered, isSilence } from '../http/exchange.ts'
import { atItsEnd } from '../http/limiter.ts'
import type { RequestSpec } from '../http/request.ts'
import type { Finding } from '../record/finding.ts'
import { Blocked } from './check-result.ts'

/**
 * One circuit for each service, so that a silent service costs one or two timeouts and not one for each check.
 * Closed: requests are sent. Half-open, after a timeout: the next request waits for one health check, because
 * only one route may be slow. Open, after a health check without an answer, or where several routes in a row hang
 * although it was answered: every later request is blocked. So routes that hang cost one timeout together, not one each.
 */
export interface CircuitBreaker {
  /**
   * A need: the circuit of the service is closed; then it gives undefined. A half-open one is settled first, by one health
   * check for all callers. Rejects with `Blocked` if it is open.
   */
  need(service: string): Promise<void> | undefined
  /** Records the result of a request to the service. */
  record(service: string, exchange: Exchange): void
  /**
   * Sends one request. When its turn has come it awaits the need of the service; its result is recorded before the next
   * request gets the turn. `route` is what it asks for, if it may be one of several that hang.
   */
  call(
    service: string,
    send: (turn: Required<Pick<RequestSpec, 'onTurn' | 'onResult'>>) => Promise<Exchange>,
    route?: string,
  ): Promise<Exchange>
  /** Sends a second try, which shows whether routes still hang: it waits for nothing, and goes first where all others wait. */
  callAgain(
    service: string,
    send: (terms: Pick<RequestSpec, 'timeoutMs' | 'priority'>) => Promise<Exchange>,
  ): Promise<Exchange>
}

/** A half-open circuit, or the health check that settles it: with a finding the circuit is open. */
type Circuit = 'half-open' | Promise<Finding | undefined>

/** The bounds of a run by which routes count as hanging. */
type Bounds = Pick<Target, 'maxConcurrentRequests' | 'requestTimeoutMs'>

/** @param health sends one health check to a service. */
export function createCircuitBreaker(
  health: (service: string) => Promise<{ readonly exchange: Exchange; readonly promise: string }>,
  bounds: Bounds,
): CircuitBreaker {
  /** A closed circuit has no entry. */
  const circuits = new Map<string, Circuit>()
  const hanging = createHangingRoutes(bounds)

  const settle = async (service: string): Promise<Finding | undefined> => {
    let finding: Finding | undefined
    try {
      const { exchange, promise } = await health(service)
      finding = isAnswered(exchange)
        ? await hanging.settle(service)
        : judgeAnswered(exchange, service, promise)
    } finally {
      if (finding === undefined) circuits.delete(service)
    }
    return finding
  }

  const need: CircuitBreaker['need'] = (service) => {
    const circuit = circuits.get(service)
    if (circuit === undefined) return undefined
    const settled = circuit === 'half-open' ? settle(service) : circuit
    circuits.set(service, settled)
    return settled.then((finding) => {
      if (finding !== undefined) throw new Blocked([finding])
    })
  }

  const record: CircuitBreaker['record'] = (service, exchange) => {
    if (isAnswered(exchange)) hanging.answered(service)
    // While a health check is on its way, and after it opened the circuit, no other result counts.
    if (isSilence(exchange) && !circuits.has(service)) circuits.set(service, 'half-open')
    if (isAnswered(exchange) && circuits.get(service) === 'half-open') circuits.delete(service)
  }

  return {
    need,
    record,
    call: (service, send, route) => {
      let ended = () => {}
      const leaves = () => {
        ended = hanging.sent(service)
      }
      const exchange = send({
        onTurn: () => {
          const settled = need(service)
          if (settled !== undefined) return settled.then(leaves)
          leaves()
          return undefined
        },
        onResult: (exchange) => {
          if (isSilence(exchange) && route !== undefined) hanging.silent(service, route, exchange)
          record(service, exchange)
        },
      })
      return atItsEnd(exchange, () => ended())
    },
    callAgain: async (service, send) => {
      const exchange = await send({
        timeoutMs: hanging.secondTryMs(service),
        ...(circuits.has(service) && { priority: 'inPlace' }),
      })
      record(service, exchange)
      return exchange
    },
  }
}

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
function createHangingRoutes({ maxConcurrentRequests, requestTimeoutMs }: Bounds) {
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
