import type { ServicePromise } from '../../../../contracts/schema/service.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { findingOf } from '../finding-of.ts'

/** `Date` has whole seconds and travels; below this a difference proves nothing (RFC 9110 §6.6.1). */
const RESOLUTION_SECONDS = 2

/**
 * Whether a service's clock agrees with ours within the tolerance (seconds) that its token checks
 * have. The answer's `Date` is compared with the moments the request left and the answer came.
 */
export function judgeClock(
  exchange: Exchange,
  service: ServicePromise,
  toleranceSeconds: number,
): Finding | undefined {
  if (exchange.kind !== 'answer') return undefined
  const date = Date.parse(exchange.headers.date ?? '')
  const left = Date.parse(exchange.asked.at)
  if (Number.isNaN(date)) return undefined
  const ahead = (date - (left + exchange.timing.totalMs)) / 1000
  const behind = (left - date) / 1000
  const skew = Math.max(ahead, behind)
  if (skew <= toleranceSeconds + RESOLUTION_SECONDS) return undefined
  return findingOf('clock.skew', service.name, exchange.asked, {
    promise: `the clock of ${service.name} agrees within ${toleranceSeconds} s`,
    expected: `Date within ${toleranceSeconds} s of ${new Date(left).toUTCString()}`,
    got: `Date: ${new Date(date).toUTCString()}, ${Math.round(skew)} s ${ahead > behind ? 'ahead' : 'behind'}`,
  })
}
