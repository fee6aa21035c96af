import type { Answer, Exchange, NoAnswerFault } from '../../../http/exchange.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import { NAME_THE_RULE } from '../../codes/table/edge.ts'
import { describeExchange, triesOf } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { reasonSaid } from '../reason-said.ts'
import { edgeOf } from './edge-of.ts'

/** Statuses with which an application says it cannot serve now (RFC 9110 §15.6). */
const UNAVAILABLE = new Set([502, 503, 504])

/** Cloud Run's answer when all instances are busy and no more may start. */
const TOO_MANY = 429
const MAKE_ROOM =
  'It is a matter of load first: all instances are busy and no more may be started. On Cloud Run: raise --max-instances or --concurrency, or see who sends so much.'

/** Words by which an application says that it has only begun. */
const STARTING =
  /starting up|is starting|startup[ _]in[ _]progress|"(?:status|state)":\s*"(?:starting|initializing)"|warming up/i

/**
 * Whether the application answered at all: no answer, an answer of the edge, or a 5xx of its own each
 * have their code. Undefined when the application answered with anything below 500: what that means
 * is for the caller to judge.
 */
export function judgeAnswered(
  exchange: Exchange,
  service: string,
  promise: string,
): Finding | undefined {
  const code = exchange.kind === 'no-answer' ? silenceCode(exchange.fault) : answerCode(exchange)
  if (code === undefined) return undefined
  const said = reasonSaid(exchange)
  return findingOf(code, service, exchange.asked, {
    promise,
    expected: 'an answer of the application',
    got: describeExchange(exchange),
    evidence: [...triesOf(exchange), ...edgeEvidence(exchange)],
    ...firstStep(exchange),
    ...(said !== undefined && { said }),
  })
}

/** `own.*` never comes here: what our own process did is no finding about a deployment. */
function silenceCode(fault: NoAnswerFault): Code | undefined {
  return fault === 'own.lag' || fault === 'own.cancelled' ? undefined : fault
}

function answerCode(answer: Answer): Code | undefined {
  if (edgeOf(answer) !== undefined) return edgeCode(answer.status)
  if (answer.status < 500) return undefined
  if (!UNAVAILABLE.has(answer.status)) return 'service.error'
  return isStarting(answer) ? 'service.starting' : 'service.unavailable'
}

/** What the edge says with a status of its own, in an answer or to a handshake. */
export function edgeCode(status: number): Code {
  if (status >= 500 || status === 429) return 'edge.no-backend'
  return status === 404 ? 'edge.missing' : 'edge.refused'
}

/** What comes before the steps of the code's table, where the answer says more than the code. */
function firstStep(exchange: Exchange): { readonly nextSteps?: readonly string[] } {
  if (exchange.kind === 'no-answer') return {}
  if (exchange.status === TOO_MANY) return { nextSteps: [MAKE_ROOM] }
  return /cloud armor/i.test(edgeOf(exchange) ?? '') ? { nextSteps: [NAME_THE_RULE] } : {}
}

function edgeEvidence(exchange: Exchange): readonly string[] {
  const edge = exchange.kind === 'answer' ? edgeOf(exchange) : undefined
  return edge === undefined ? [] : [`the page is one of the ${edge}, not of the application`]
}

/** Whether a 502, 503 or 504 says that the service is still starting: it can heal by waiting. */
export function isStarting(answer: Answer): boolean {
  return (
    UNAVAILABLE.has(answer.status) &&
    STARTING.test(answer.text.slice(0, 2048)) &&
    !/startup_failed"?:\s*true|startup failed/i.test(answer.text.slice(0, 2048))
  )
}
