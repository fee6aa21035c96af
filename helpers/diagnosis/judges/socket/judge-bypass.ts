import type { BypassStatement, SocketPromise } from '../../../../contracts/schema/socket.ts'
import type { Exchange } from '../../../http/exchange.ts'
import { sameWord } from '../../../promise/expectation.ts'
import { lookUp } from '../../../promise/where.ts'
import type { Finding, Severity } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'

/** A route that reports bypasses, and its answer. */
export interface BypassFact {
  readonly statement: BypassStatement
  readonly exchange: Exchange
}

/** Whether the server says that connections skip authentication; an answer without a word about it is no statement. */
export function judgeBypass(
  { statement, exchange }: BypassFact,
  socket: SocketPromise,
  severity: Severity,
): Finding | undefined {
  const said = saidIn({ statement, exchange })
  const active =
    statement.active === 'above-zero'
      ? typeof said === 'number' && said > 0
      : statement.active.some((word) => sameWord(said, word))
  if (!active) return undefined
  return findingOf('ws.bypass', socket.service, exchange.asked, {
    severity,
    promise: 'no connection bypasses authentication',
    expected:
      statement.active === 'above-zero'
        ? `${statement.at}: 0`
        : `no ${statement.at}: ${statement.active.join(' or ')}`,
    got: `${statement.at}: ${quote(JSON.stringify(said) ?? '', 80)}`,
    evidence: ['the server says so itself'],
  })
}

/** Whether the answer says nothing about bypasses, as that of a generation without the route. */
export function saysNothing(fact: BypassFact): boolean {
  return saidIn(fact) === undefined
}

function saidIn({ statement, exchange }: BypassFact): unknown {
  return exchange.kind === 'answer' ? lookUp(exchange, statement.at) : undefined
}
