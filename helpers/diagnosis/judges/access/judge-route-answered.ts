import type { RequestTemplate } from '../../../../contracts/type/common.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { judgeAnswered } from '../health/judge-answered.ts'

/**
 * Whether the application answered at one route. One route that crashes is no crash of the service: its health was
 * good a moment ago.
 */
export function judgeRouteAnswered(
  exchange: Exchange,
  { service, method, path }: Pick<RequestTemplate, 'service' | 'method' | 'path'>,
  promise: string,
  promised: readonly number[] = [],
): Finding | undefined {
  const finding = judgeAnswered(exchange, service, promise, promised)
  return finding?.code === 'service.error'
    ? { ...finding, code: 'route.error', subject: `${method} ${path}` }
    : finding
}
