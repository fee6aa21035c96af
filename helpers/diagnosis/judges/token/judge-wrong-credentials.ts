import type { TokenPromise, WrongCredentials } from '../../../../contracts/type/tokens.ts'
import type { Exchange } from '../../../http/exchange.ts'
import { isRefused } from '../../../promise/expectation.ts'
import type { Finding } from '../../../record/finding.ts'
import { refusalInWords } from '../access/judge-refusal.ts'
import { judgeRouteAnswered } from '../access/judge-route-answered.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'

/** Whether wrong credentials are turned away, for their own reason. */
export function judgeWrongCredentials(
  exchange: Exchange,
  wrong: WrongCredentials,
  promise: TokenPromise,
): Finding | undefined {
  const title = `${promise.issuer} refuses ${wrong.title}`
  if (exchange.kind === 'answer' && isRefused(exchange, wrong.refusal)) return undefined
  const unanswered = judgeRouteAnswered(exchange, wrong.request, title, wrong.refusal.statuses)
  if (unanswered !== undefined || exchange.kind !== 'answer') return unanswered
  const subject = `${wrong.request.method} ${wrong.request.path}`
  const words = {
    subject,
    promise: title,
    expected: refusalInWords(wrong.refusal),
    got: describeExchange(exchange),
  }
  if (exchange.status >= 200 && exchange.status < 300)
    return findingOf('auth.open', promise.issuer, exchange.asked, {
      ...words,
      evidence: ['it gave a good answer to wrong credentials'],
    })
  return findingOf(
    exchange.status === 404 ? 'route.missing' : 'route.shape',
    promise.issuer,
    exchange.asked,
    words,
  )
}
