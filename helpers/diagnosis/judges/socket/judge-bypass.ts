import type { BypassStatement, SocketPromise } from '../../../../contracts/type/socket.ts'
import type { Exchange } from '../../../http/exchange.ts'
import { sameWord } from '../../../promise/expectation.ts'
import { lookUp } from '../../../promise/where.ts'
import type { Finding, Severity } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'

/** A place where the server speaks of bypasses, and what it said. */
export interface BypassFact {
  readonly statement: BypassStatement
  readonly exchange: Exchange
}

/** Whether the server says that somebody gets in without authentication; saying nothing is no statement. */
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
    promise: 'nobody bypasses authentication',
    expected:
      statement.active === 'above-zero'
        ? `${statement.at}: 0`
        : `no ${statement.at}: ${statement.active.join(' or ')}`,
    got: `${statement.at}: ${quote(JSON.stringify(said) ?? '', 80)}`,
    evidence: [
      'the server says so itself: settings on the server switch authentication off for everybody',
    ],
  })
}

/** Whether the place is not there, or did not answer: a generation without it keeps silent about bypasses. */
export function saysNothing(fact: BypassFact): boolean {
  return saidIn(fact) === undefined
}

function saidIn({ statement, exchange }: BypassFact): unknown {
  return exchange.kind === 'answer' ? lookUp(exchange, statement.at) : undefined
}
