import type { NoAnswer } from '../../../http/exchange.ts'
import type { Code } from '../../../record/code.ts'
import { describeExchange } from '../describe-exchange.ts'
import { settingFor } from '../health/edges/settings.ts'
import type { HandshakeFact } from './handshake-evidence.ts'
import type { OpeningFact } from './opening-fact.ts'
import type { BrokenHandshake } from './refused-handshake.ts'

/** What a handshake means that got no answer; `own.*` does not reach this judge. */
export function unansweredHandshake(noAnswer: NoAnswer, fact: HandshakeFact): BrokenHandshake {
  const got = describeExchange(noAnswer)
  const at = noAnswer.asked.url
  switch (noAnswer.fault) {
    case 'http.timeout':
      return { got, ...silent(at, fact) }
    case 'http.reset':
      return {
        code: 'ws.closed',
        got,
        says: `cuts the connection in the handshake at ${at}, without an answer${isCut(fact.nowhere) ? ', as at a path that cannot exist' : ''}`,
        nextSteps: [isCut(fact.nowhere) ? NOT_MOUNTED : CRASHES],
      }
    case 'http.malformed':
      return { code: 'ws.no-upgrade', got }
    default:
      return { code: noAnswer.fault as Code, got }
  }
}

const CRASHES =
  'The code of the handshake ends the connection or crashes (a panic in Go, a destroyed socket in Node): the log of the app at that moment says where.'
const NOT_MOUNTED =
  'Nothing may stand at this path: Socket.IO cuts handshakes at other paths after one second, and servers without a listener for Upgrade at once. Compare the path with the routes of the app.'

/** A refusal that comes in time, and a 101 that does not: something on the way passes answers on, and no switch of protocol. */
function silent(at: string, { bare, nowhere, plain }: HandshakeFact): Omit<BrokenHandshake, 'got'> {
  if (plain?.kind !== 'answer') return { code: 'ws.timeout' }
  const isRefusalPassed = bare?.handshake.kind === 'refused'
  if (!isRefusalPassed && nowhere?.handshake.kind !== 'refused')
    return {
      code: 'ws.timeout',
      says: `answers no handshake in time, at ${at} and elsewhere, and plain GETs at once`,
    }
  return isRefusalPassed
    ? {
        code: 'ws.no-upgrade',
        says: `answers plain GETs and refusals at ${at}, and the 101 never arrives: a proxy passes no Upgrade on, or the app hangs once it has admitted a user`,
        nextSteps: settingFor(plain.headers, 'upgrade'),
      }
    : { code: 'ws.timeout' }
}

function isCut(fact: OpeningFact | undefined): boolean {
  return fact?.handshake.kind === 'no-answer' && fact.handshake.noAnswer.fault === 'http.reset'
}
