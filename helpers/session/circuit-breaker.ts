import { setImmediate } from 'node:timers/promises'
import { judgeAnswered } from '../diagnosis/judges/health/judge-answered.ts'
import type { Exchange, NoAnswerFault } from '../http/exchange.ts'
import type { RequestSpec } from '../http/request-spec.ts'
import type { Finding } from '../record/finding.ts'
import { Blocked } from './check-result.ts'
import type { HangingRoutes } from './hanging-routes.ts'

/** Faults that mean silence: the service accepts the connection, or drops the packets, and never answers. */
const SILENCES: ReadonlySet<string> = new Set<NoAnswerFault>(['http.timeout', 'tcp.timeout'])

/**
 * One circuit for each service, so that a silent service costs one or two timeouts and not one for each check.
 * Closed: requests are sent. Half-open, after a timeout: the next request waits for one health check, because
 * only one route may be slow. Open, after a health check without an answer, or where several routes in a row hang
 * although it was answered: every later request is blocked. So routes that hang cost one timeout together, not one each.
 */
export interface CircuitBreaker {
  /**
   * A need: the circuit of the service is closed. A half-open one is settled first, by one health check for all
   * callers. Throws `Blocked` if it is open.
   */
  need(service: string): Promise<void>
  /** Records the result of a request to the service. */
  record(service: string, result: 'answer' | NoAnswerFault): void
  /**
   * Sends one request and records its result. The request awaits `closed`, the need of the service, when its turn has come.
   * `route` is what it asks for, if it may be one of several that hang.
   */
  call(
    service: string,
    send: (closed: () => Promise<void>) => Promise<Exchange>,
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
  hanging: HangingRoutes,
): CircuitBreaker {
  /** A closed circuit has no entry. */
  const circuits = new Map<string, Circuit>()

  const settle = async (service: string): Promise<Finding | undefined> => {
    let finding: Finding | undefined
    try {
      const { exchange, promise } = await health(service)
      finding =
        exchange.kind === 'no-answer'
          ? judgeAnswered(exchange, service, promise)
          : await hanging.settle(service)
    } finally {
      if (finding === undefined) circuits.delete(service)
    }
    return finding
  }

  const need: CircuitBreaker['need'] = async (service) => {
    const circuit = circuits.get(service)
    if (circuit === undefined) return
    const settled = circuit === 'half-open' ? settle(service) : circuit
    circuits.set(service, settled)
    const finding = await settled
    if (finding !== undefined) throw new Blocked([finding])
  }

  const record: CircuitBreaker['record'] = (service, result) => {
    // While a health check is on its way, and after it opened the circuit, no other result counts.
    if (SILENCES.has(result) && !circuits.has(service)) circuits.set(service, 'half-open')
    if (result === 'answer' && circuits.get(service) === 'half-open') circuits.delete(service)
  }

  return {
    need,
    record,
    call: async (service, send, route) => {
      let ended = () => {}
      const exchange = await send(async () => {
        // The request whose turn this was may have ended just now, and its result comes first.
        await setImmediate()
        await need(service)
        ended = hanging.sent(service)
      }).finally(() => ended())
      if (exchange.kind === 'no-answer' && SILENCES.has(exchange.fault) && route !== undefined)
        hanging.silent(service, route, exchange)
      return recorded(service, exchange)
    },
    callAgain: async (service, send) =>
      recorded(
        service,
        await send({
          timeoutMs: hanging.secondTryMs,
          ...(circuits.has(service) && { priority: 'inPlace' }),
        }),
      ),
  }

  function recorded(service: string, exchange: Exchange): Exchange {
    if (exchange.kind === 'answer') hanging.answered(service)
    record(service, exchange.kind === 'answer' ? 'answer' : exchange.fault)
    return exchange
  }
}
