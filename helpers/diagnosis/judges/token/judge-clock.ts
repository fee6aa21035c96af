import type { ServicePromise } from '../../../../contracts/schema/service.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { type FindingWords, findingOf } from '../finding-of.ts'
import { edgeOf } from '../health/edge-of.ts'
import { ownTimeMs } from '../journey/held-back.ts'

/** `Date` has whole seconds and travels; below this a difference proves nothing (RFC 9110 §6.6.1). */
const RESOLUTION_SECONDS = 2

/**
 * Whether a service's clock agrees with ours within the tolerance (seconds) that its token checks have. The answer's `Date`
 * is compared with the moments the request left and the answer came. An answer of a cache keeps the `Date` of its making,
 * and `Age` says how long ago that was (RFC 9111 §4.2.3).
 */
export function judgeClock(
  exchange: Exchange,
  service: ServicePromise,
  toleranceSeconds: number,
): Finding | undefined {
  if (exchange.kind !== 'answer') return undefined
  const { headers } = exchange
  const date = Date.parse(headers.date ?? '')
  const left = Date.parse(exchange.asked.at)
  if (Number.isNaN(date)) return undefined
  const tolerated = toleranceSeconds + RESOLUTION_SECONDS
  const madeMs = date + 1000 * (/^\d{1,9}$/.test(headers.age ?? '') ? Number(headers.age) : 0)
  const { skew, side } = skewOf(date, exchange)
  if (skew <= tolerated || skewOf(madeMs, exchange).skew <= tolerated) return undefined
  const own = ownTimeMs(exchange)
  return findingOf('clock.skew', service.name, exchange.asked, {
    promise: `the clock of ${service.name} agrees within ${toleranceSeconds} s`,
    expected: `Date within ${toleranceSeconds} s of ${new Date(left).toUTCString()}`,
    got: `Date: ${new Date(date).toUTCString()}, ${Math.round(skew)} s ${side}`,
    ...whoseClock(exchange, service.name, {
      off: `${Math.round(skew)} s ${side}`,
      isOwnRight: own !== undefined && skewOf(own, exchange).skew <= tolerated,
    }),
  })
}

function skewOf(dateMs: number, { asked, timing }: Answer): { skew: number; side: string } {
  const left = Date.parse(asked.at)
  const ahead = (dateMs - (left + timing.totalMs)) / 1000
  const behind = (left - dateMs) / 1000
  return { skew: Math.max(ahead, behind), side: ahead > behind ? 'ahead' : 'behind' }
}

/** A server writes `Date`, or, where it does not, what passes its answer on (RFC 9110 §6.6.1). */
function whoseClock(
  answer: Answer,
  service: string,
  { off, isOwnRight }: { readonly off: string; readonly isOwnRight: boolean },
): Pick<FindingWords, 'summary' | 'nextSteps' | 'severity'> {
  const { via } = answer.headers
  const edge = edgeOf(answer) ?? (via === undefined ? undefined : `Via ${quote(via, 60)}`)
  if (isOwnRight)
    return {
      severity: 'warning',
      summary: `${service}: the Date of its answers is ${off}, and the time that it writes into its own answer is right: what passes its answers on writes Date by a wrong clock`,
      nextSteps: [
        `Look at the clock of what stands in front of ${service}${edge === undefined ? '' : ` (${edge})`}: caches and browsers reckon with Date.`,
      ],
    }
  return edge === undefined
    ? {}
    : {
        summary: `${service}: the Date of its answers is ${off}: its clock, or the one of what stands in front of it (${edge}), is wrong`,
        nextSteps: [
          `Ask both with \`date -u\`, or ask ${service} past ${edge}: a Date that is right there is of the service, and the clock in front is wrong.`,
        ],
      }
}
