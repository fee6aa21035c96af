import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Exchange } from '../../../http/exchange.ts'
import { saysSo } from '../../../promise/expectation.ts'
import { lookUp } from '../../../promise/where.ts'
import type { Finding } from '../../../record/finding.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'

/** Whether the issuer calls its own token valid, and names the user it was issued to. */
export function judgeVerdict(
  exchange: Exchange,
  issued: { readonly subject?: string },
  promise: TokenPromise,
): Finding | undefined {
  const { verify, issuer } = promise
  const title = `${issuer} calls its own token valid`
  if (verify === undefined) return undefined
  const unanswered = judgeRouteAnswered(exchange, verify.request, title)
  if (unanswered !== undefined || exchange.kind !== 'answer') return unanswered
  const words = {
    promise: title,
    expected: `${verify.valid.at}: ${verify.valid.is.join(' or ')}`,
    got: describeExchange(exchange),
  }
  if (exchange.status === 404)
    return findingOf('route.missing', issuer, exchange.asked, {
      ...words,
      subject: `${verify.request.method} ${verify.request.path}`,
    })
  if (!saysSo(exchange, verify.valid))
    return findingOf('trust.token-rejected', issuer, exchange.asked, {
      ...words,
      evidence: [`${issuer} issued this token moments ago`],
    })
  const named = verify.subject === undefined ? undefined : lookUp(exchange, verify.subject)
  if (issued.subject === undefined || named === undefined || named === issued.subject)
    return undefined
  return findingOf('token.claims', issuer, exchange.asked, {
    ...words,
    subject: verify.subject ?? '',
    expected: `${verify.subject}: the user it was issued to`,
  })
}
