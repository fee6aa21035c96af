import { judgeAnswered } from '../diagnosis/judges/health/judge-answered.ts'
import { type Exchange, isAnswered, isSilence } from '../http/exchange.ts'
import { atItsEnd } from '../http/limiter.ts'
import type { RequestSpec } from '../http/request.ts'
import type { Finding } from '../record/finding.ts'
import { Blocked } from './check-result.ts'
import { type Bounds, createHangingRoutes } from './hanging-routes.ts'

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
