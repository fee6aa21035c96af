import type { ServicePromise } from '../../contracts/schema/service.ts'
import { judgeAnswered } from '../diagnosis/judges/health/judge-answered.ts'
import { judgeHealth } from '../diagnosis/judges/health/judge-health.ts'
import { readinessOf } from '../diagnosis/judges/health/judge-readiness.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Finding } from '../record/finding.ts'

/** How the wait for one service ended. */
export interface ReadinessResult {
  readonly service: string
  readonly ready: boolean
  readonly waitedMs: number
  readonly history: readonly string[]
  /** Mixed: good and bad answers came in turns and never settled. */
  readonly settled: 'ready' | 'never-good' | 'mixed'
  /** The last answer: the checks do not send the request again to a service that cannot serve. */
  readonly last: Exchange
}

/**
 * The finding of a wait that ended with a service that cannot serve; undefined for everything else (a missing
 * route, an unexpected status word), which does not stop the checks.
 */
export function notReadyFinding(
  result: ReadinessResult | undefined,
  service: ServicePromise,
): Finding | undefined {
  const health = readinessOf(service)
  if (result === undefined || result.ready || health === undefined) return undefined
  const [finding] = judgeHealth(result.last, health, service).filter(
    ({ severity }) => severity === 'failure',
  )
  const isDead = judgeAnswered(result.last, service.name, '') !== undefined
  return isDead || finding?.code === 'service.starting' ? finding : undefined
}

/** The origins that answered while they were waited for. */
export function answeredBy(readiness: readonly ReadinessResult[]): readonly string[] {
  return readiness.flatMap(({ last }) =>
    last.kind === 'answer' ? [new URL(last.asked.url).origin] : [],
  )
}
