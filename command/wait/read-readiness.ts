import type { HealthPromise } from '../../contracts/schema/health.ts'
import { NOT_READY } from '../../contracts/schema/not-ready.ts'
import type { ServicePromise } from '../../contracts/schema/service.ts'
import { isStarting } from '../../helpers/diagnosis/judges/health/answer-signs.ts'
import { judgeHealth } from '../../helpers/diagnosis/judges/health/judge-health.ts'
import type { Answer, Exchange, NoAnswerFault } from '../../helpers/http/exchange.ts'
import { saysSo } from '../../helpers/promise/expectation.ts'

/** One answer of a readiness route, read. `can-heal`: waiting may help; `unseen`: our own process was held up, so the answer says nothing. */
export interface ReadinessSeen {
  readonly state: 'ready' | 'can-heal' | 'hopeless' | 'unseen'
  /** One or two words for the history. */
  readonly what: string
}

/** Faults that waiting can heal; every other fault ends the wait at once. */
const HEALING_FAULTS: ReadonlySet<NoAnswerFault> = new Set([
  'tcp.refused',
  'tcp.timeout',
  'http.reset',
  'http.timeout',
])
const HEALING_STATUSES = new Set([502, 503, 504])

/** Reads from one answer, or from a missing one, whether the service is ready, may become ready, or never will by itself. */
export function readReadiness(
  exchange: Exchange,
  health: HealthPromise | undefined,
  service: ServicePromise,
): ReadinessSeen {
  if (exchange.kind === 'no-answer') {
    if (exchange.fault.startsWith('own.')) return { state: 'unseen', what: 'nothing' }
    const state = HEALING_FAULTS.has(exchange.fault) ? 'can-heal' : 'hopeless'
    return { state, what: exchange.fault }
  }
  if (health === undefined)
    return exchange.status < 500
      ? { state: 'ready', what: 'ready' }
      : { state: stateOf(exchange.status), what: `${exchange.status}` }
  const failures = judgeHealth(exchange, health, service).filter(
    ({ severity }) => severity === 'failure',
  )
  if (failures.length === 0) return { state: 'ready', what: 'ready' }
  const lacks = failures.filter(({ code }) => code === 'dependency.down')
  const starts = failures.some(({ code }) => code === 'service.starting') || isStarting(exchange)
  if (starts || saysNotReady(exchange, health))
    return { state: 'can-heal', what: `${exchange.status} starting` }
  // A service that lacks a dependency waits for it, and so does the run.
  if (lacks.length > 0)
    return {
      state: 'can-heal',
      what: `${exchange.status} without ${lacks.map(({ subject }) => subject).join(', ')}`,
    }
  const state = health.unwell?.includes(exchange.status) ? 'can-heal' : stateOf(exchange.status)
  return { state, what: `${exchange.status}` }
}

function stateOf(status: number): ReadinessSeen['state'] {
  return HEALING_STATUSES.has(status) ? 'can-heal' : 'hopeless'
}

/** A 2xx whose body says, in the words of the contract, that the service is not ready yet. */
function saysNotReady(answer: Answer, { body }: HealthPromise): boolean {
  return answer.status < 300 && (body?.notReady ?? NOT_READY).some((says) => saysSo(answer, says))
}
