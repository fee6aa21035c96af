import type { CapabilityPromise } from '../../../../contracts/schema/health.ts'
import type { ServicePromise } from '../../../../contracts/schema/service.ts'
import type { Exchange } from '../../../http/exchange.ts'
import { sameWord } from '../../../promise/expectation.ts'
import { lookUp } from '../../../promise/where.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'

/** A capability of the contract, and the answer at its route. */
export interface CapabilityFact {
  readonly capability: CapabilityPromise
  readonly exchange: Exchange
}

/** Whether the service denies a capability itself: what an answer does not name, or a route that is missing, is not judged. */
export function judgeCapabilities(
  facts: readonly CapabilityFact[],
  service: ServicePromise,
): readonly Finding[] {
  return facts.flatMap(({ capability, exchange }) => {
    const { path, at, is, need } = capability
    const said = exchange.kind === 'answer' ? lookUp(exchange, at) : undefined
    if (said === undefined || said === null || is.some((word) => sameWord(said, word))) return []
    const denied = `${at}: ${quote(JSON.stringify(said) ?? '', 60)}`
    return [
      findingOf(
        need === 'required' ? 'service.unhealthy' : 'service.degraded',
        service.name,
        exchange,
        {
          subject: at,
          promise: `GET ${path} says ${at}: ${is.join(' or ')}`,
          expected: `${at}: ${is.join(' or ')}`,
          summary: `${service.name} denies a capability at GET ${path}: ${denied}`,
        },
      ),
    ]
  })
}
