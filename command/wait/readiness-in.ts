import type { HealthPromise, ServicePromise } from '../../contracts/type/service.ts'
import { isStarting } from '../../helpers/diagnosis/judges/health/judge-answered.ts'
import { judgeHealth } from '../../helpers/diagnosis/judges/health/judge-health.ts'
import type { Answer, Exchange, NoAnswerFault } from '../../helpers/http/exchange.ts'

/** What one look at a service showed: ready, able to become so, or not; `unseen` when our own process stood in the way. */
export interface ReadinessSeen {
  readonly state: 'ready' | 'can-heal' | 'hopeless' | 'unseen'
  /** In a word or two, for the history. */
  readonly what: string
}

/** What can heal by waiting; everything else is told at once. */
const HEALING_FAULTS: ReadonlySet<NoAnswerFault> = new Set([
  'tcp.refused',
  'tcp.timeout',
  'http.reset',
  'http.timeout',
])
const HEALING_STATUSES = new Set([502, 503, 504])

/** Reads one answer, or its absence, for whether the service is ready, may become so, or never will by itself. */
export function readinessIn(
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
  if (starts || saysNotYet(exchange))
    return { state: 'can-heal', what: `${exchange.status} starting` }
  // A service that lacks another waits for it, and so do we.
  if (lacks.length > 0)
    return {
      state: 'can-heal',
      what: `${exchange.status} without ${lacks.map(({ subject }) => subject).join(', ')}`,
    }
  return { state: stateOf(exchange.status), what: `${exchange.status}` }
}

function stateOf(status: number): ReadinessSeen['state'] {
  return HEALING_STATUSES.has(status) ? 'can-heal' : 'hopeless'
}

/** A 2xx that says in its body that it is not ready yet. */
function saysNotYet(answer: Answer): boolean {
  return answer.status < 300 && /"status":\s*"not_ready"/i.test(answer.text.slice(0, 2048))
}
