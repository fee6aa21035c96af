import type { HealthPromise, ServicePromise } from '../../../../contracts/type/service.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { judgeAnswered } from './judge-answered.ts'

/** Whether HEAD is answered as GET is (RFC 9110 §9.3.2): monitors ask with HEAD (incident F34). */
export function judgeHead(
  head: Exchange,
  gets: readonly Exchange[],
  health: HealthPromise,
  service: ServicePromise,
): Finding | undefined {
  const promise = `HEAD ${health.path} answers with the status of GET`
  const statuses = new Set(gets.flatMap((get) => (get.kind === 'answer' ? [get.status] : [])))
  if (head.kind === 'answer' && statuses.has(head.status)) return undefined
  const unanswered = judgeAnswered(head, service.name, promise)
  if (unanswered !== undefined) return unanswered
  return findingOf('route.missing', service.name, head.asked, {
    subject: `HEAD ${health.path}`,
    promise,
    expected: [...statuses].join(' or ') || 'an answer, as GET should get one',
    got: describeExchange(head),
    evidence: ['GET is answered, HEAD is not: only GET was declared'],
  })
}
