import type { HealthPromise, ServicePromise } from '../../../../contracts/type/service.ts'
import type { Exchange, Timing } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { findingOf } from '../finding-of.ts'

/**
 * Whether the median of the answers is within the promised budget; one slow answer among quick ones is no
 * finding, nor is the time that our own process was held up.
 */
export function judgeLatency(
  samples: readonly Exchange[],
  health: HealthPromise,
  service: ServicePromise,
): Finding | undefined {
  const times = samples
    .flatMap((sample) => (sample.kind === 'answer' ? [ownTimeOf(sample.timing)] : []))
    .sort((a, b) => a - b)
  const median = times[Math.floor(times.length / 2)]
  const first = samples[0]
  if (first === undefined || median === undefined || median <= health.withinMs) return undefined
  return findingOf('service.slow', service.name, first.asked, {
    promise: `GET ${health.path} answers within ${health.withinMs} ms`,
    expected: `a median of at most ${health.withinMs} ms`,
    got: `a median of ${Math.round(median)} ms over ${times.length} answers (${times.map((ms) => Math.round(ms)).join(', ')} ms)`,
  })
}

function ownTimeOf({ totalMs, heldUpMs = 0 }: Timing): number {
  return Math.max(0, totalMs - heldUpMs)
}
