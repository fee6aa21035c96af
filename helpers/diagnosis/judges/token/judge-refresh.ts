import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Exchange } from '../../../http/exchange.ts'
import { expectedInWords } from '../../../promise/expectation.ts'
import { lookUp } from '../../../promise/where.ts'
import type { Finding } from '../../../record/finding.ts'
import { countOf, onSomeInstance } from '../access/sometimes.ts'
import { keysOf } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { judgeAnswered } from '../health/judge-answered.ts'
import { verdictOf } from './read-verdict.ts'

/** A refresh, and the issuer's own verdict on the new token, if the issuer offers one. */
export interface RefreshFact {
  readonly exchange: Exchange
  readonly verified?: Exchange
  /** What came when a refused refresh, or a new token that is not called valid, was asked about again. */
  readonly again?: readonly Exchange[]
}

/** Whether a refresh token brings a new access token that works. */
export function judgeRefresh(
  { exchange, verified, again = [] }: RefreshFact,
  promise: TokenPromise,
): Finding | undefined {
  const title = `${promise.issuer} gives a new token for a refresh token`
  const unanswered = judgeAnswered(exchange, promise.issuer, title)
  if (unanswered?.code !== 'service.error' && unanswered !== undefined) return unanswered
  const where = promise.refresh?.token ?? ''
  const token =
    exchange.kind === 'answer' && exchange.status < 300 ? lookUp(exchange, where) : undefined
  const words = { promise: title, expected: `2xx with a token at ${where}` }
  if (typeof token !== 'string' || token === '')
    return findingOf('token.refresh', promise.issuer, exchange, {
      ...words,
      evidence: keysOf(exchange),
      ...onSomeInstance(
        `${promise.issuer} refuses a refresh token that it issued`,
        countOf([exchange, ...again], (one) => one.kind === 'answer' && one.status < 300),
      ),
    })
  if (verified === undefined || promise.verify === undefined) return undefined
  const { verify } = promise
  // A question that is refused is no verdict on the new token.
  if (verdictOf(verified, verify) !== 'invalid') return undefined
  return findingOf('token.refresh', promise.issuer, verified, {
    ...words,
    expected: `the new token to be called valid: ${expectedInWords(verify.valid)}`,
    ...onSomeInstance(
      `${promise.issuer} does not call a token valid that it gave for a refresh token`,
      countOf([verified, ...again], (one) => verdictOf(one, verify) === 'valid'),
    ),
  })
}
