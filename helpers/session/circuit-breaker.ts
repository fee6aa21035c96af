import { judgeAnswered } from '../diagnosis/judges/health/judge-answered.ts'
import { type Exchange, isAnswered, isSilence } from '../http/exchange.ts'
import { atItsEnd } from '../http/limiter.ts'
import type { RequestSpec } from '../http/request.ts'
import type { Finding } from '../record/finding.ts'
import { Blocked } from './check-result.ts'
import { type Bounds, createHangingRoutes } from './hanging-routes.ts'

/** A half-open circuit, or the health check that settles it: with a finding the circuit is open. */
type Circuit = 'half-open' | Promise<Finding | undefined>

/** Sends one health check to a service. */
type CheckHealth = (
  service: string,
) => Promise<{ readonly exchange: Exchange; readonly promise: string }>

/**
 * One circuit for each service, so that a silent service costs one or two timeouts and not one for each check.
 * Closed: requests are sent. Half-open, after a timeout: the next request waits for one health check, because
 * only one route may be slow. Open, after a health check without an answer, or where several routes in a row hang
 * although it was answered: every later request is blocked. So routes that hang cost one timeout together, not one each.
 */
export class CircuitBreaker {
  /** A closed circuit has no entry. */
  readonly #circuits = new Map<string, Circuit>()
  readonly #checkHealth: CheckHealth
  readonly #hanging: ReturnType<typeof createHangingRoutes>

  constructor(checkHealth: CheckHealth, bounds: Bounds) {
    this.#checkHealth = checkHealth
    this.#hanging = createHangingRoutes(bounds)
  }

  /**
   * A need: the circuit of the service is closed; then it gives undefined. A half-open one is settled first, by one health
   * check for all callers. Rejects with `Blocked` if it is open.
   */
  need(service: string): Promise<void> | undefined {
    const circuit = this.#circuits.get(service)
    if (circuit === undefined) return undefined
    const settled = circuit === 'half-open' ? this.#settle(service) : circuit
    this.#circuits.set(service, settled)
    return settled.then((finding) => {
      if (finding !== undefined) throw new Blocked([finding])
    })
  }

  async #settle(service: string): Promise<Finding | undefined> {
    let finding: Finding | undefined
    try {
      const { exchange, promise } = await this.#checkHealth(service)
      finding = isAnswered(exchange)
        ? await this.#hanging.settle(service)
        : judgeAnswered(exchange, service, promise)
    } finally {
      if (finding === undefined) this.#circuits.delete(service)
    }
    return finding
  }

  /** Records the result of a request to the service. */
  record(service: string, exchange: Exchange): void {
    if (isAnswered(exchange)) this.#hanging.answered(service)
    const circuit = this.#circuits.get(service)
    // While a health check is on its way, and after it opened the circuit, no other result counts.
    if (isSilence(exchange) && circuit === undefined) this.#circuits.set(service, 'half-open')
    if (isAnswered(exchange) && circuit === 'half-open') this.#circuits.delete(service)
  }

  /**
   * Sends one request. When its turn has come it awaits the need of the service; its result is recorded before the next
   * request gets the turn. `route` is what it asks for, if it may be one of several that hang.
   */
  call(
    service: string,
    send: (turn: Required<Pick<RequestSpec, 'onTurn' | 'onResult'>>) => Promise<Exchange>,
    route?: string,
  ): Promise<Exchange> {
    let ended = () => {}
    const leaves = () => {
      ended = this.#hanging.sent(service)
    }
    const exchange = send({
      onTurn: () => {
        const settled = this.need(service)
        if (settled !== undefined) return settled.then(leaves)
        leaves()
        return undefined
      },
      onResult: (exchange) => {
        if (isSilence(exchange) && route !== undefined)
          this.#hanging.silent(service, route, exchange)
        this.record(service, exchange)
      },
    })
    return atItsEnd(exchange, () => ended())
  }

  /** Sends a second try, which shows whether routes still hang: it waits for nothing, and goes first where all others wait. */
  async callAgain(
    service: string,
    send: (terms: Pick<RequestSpec, 'timeoutMs' | 'priority'>) => Promise<Exchange>,
  ): Promise<Exchange> {
    const exchange = await send({
      timeoutMs: this.#hanging.secondTryMs(service),
      ...(this.#circuits.has(service) && { priority: 'inPlace' }),
    })
    this.record(service, exchange)
    return exchange
  }
}
