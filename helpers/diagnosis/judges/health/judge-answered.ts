import type { RequestTemplate } from '../../../../contracts/type/common.ts'
import type { Answer, Exchange, NoAnswerFault } from '../../../http/exchange.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { NAME_THE_RULE } from '../../codes/table/edge.ts'
import { describeExchange, reasonSaid, triesOf } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import {
  cacheEvidence,
  isDraining,
  isStarting,
  isTooLarge,
  movedTo,
  UNAVAILABLE,
} from './answer-signs.ts'
import { recogniseEdge } from './edge-of.ts'

/** Cloud Run's answer when all instances are busy and no more may start. */
const TOO_MANY = 429
const MAKE_ROOM =
  'It is a matter of load first: all instances are busy and no more may be started. On Cloud Run: raise --max-instances or --concurrency, or see who sends so much.'

/**
 * Whether the application answered at all: no answer, an answer of the edge, a redirect to the same place
 * elsewhere, a limit, or a 5xx of its own each have their code. Undefined when the application answered with
 * anything else: what that means is for the caller to judge. `promised` are statuses that the caller awaits, whatever
 * they would mean otherwise.
 */
export function judgeAnswered(
  exchange: Exchange,
  service: string,
  promise: string,
  promised: readonly number[] = [],
): Finding | undefined {
  if (exchange.kind === 'answer' && promised.includes(exchange.status)) return undefined
  const code = exchange.kind === 'no-answer' ? silenceCode(exchange.fault) : answerCode(exchange)
  if (code === undefined) return undefined
  const said = reasonSaid(exchange)
  return findingOf(code, service, exchange.asked, {
    promise,
    expected: 'an answer of the application',
    got: describeExchange(exchange),
    evidence: [...triesOf(exchange), ...edgeEvidence(exchange), ...cacheEvidence(exchange)],
    ...firstStep(exchange),
    ...inOneLine(code, exchange, service),
    ...(said !== undefined && { said }),
  })
}

/** `own.*` never comes here: what our own process did is no finding about a deployment. */
function silenceCode(fault: NoAnswerFault): Code | undefined {
  return fault === 'own.lag' || fault === 'own.cancelled' ? undefined : fault
}

/** nginx 1.22.1 answers 400 with these words where it wants a certificate of the client. */
const WANTS_CERTIFICATE = /No required SSL certificate was sent|The SSL certificate error/i

function answerCode(answer: Answer): Code | undefined {
  if (answer.status === 400 && WANTS_CERTIFICATE.test(answer.text.slice(0, 2048)))
    return 'tls.client-certificate'
  if (isTooLarge(answer)) return 'edge.limit'
  const edge = recogniseEdge(answer)
  if (edge !== undefined) return `edge.${edge.means}`
  if (movedTo(answer) !== undefined) return 'service.redirected'
  if (answer.status === TOO_MANY) return 'service.throttled'
  if (answer.status < 500) return undefined
  if (!UNAVAILABLE.has(answer.status)) return 'service.error'
  if (isDraining(answer)) return 'service.draining'
  return isStarting(answer) ? 'service.starting' : 'service.unavailable'
}

/** The line that says more than the code's own: where to, or how long. */
function inOneLine(code: Code, exchange: Exchange, service: string): { readonly summary?: string } {
  if (exchange.kind === 'no-answer') return {}
  const to = movedTo(exchange)
  if (code === 'service.redirected' && to !== undefined)
    return {
      summary: `${service} redirects to ${quote(to, 160)}${downgrade(exchange.asked.url, to)}`,
    }
  const seconds = exchange.headers['retry-after']
  if (code === 'service.throttled' && seconds !== undefined)
    return {
      summary: `${service} answers "too many requests" to this run (Retry-After: ${quote(seconds, 40)}): the rest could not be judged`,
    }
  const edge = recogniseEdge(exchange)
  return edge === undefined || code === 'edge.limit'
    ? {}
    : {
        summary: `${service}: ${edge.name} ${EDGE_SAYS[edge.means]} at ${exchange.asked.url}`,
      }
}

const EDGE_SAYS = {
  'no-backend': 'answers in place of the app, since no instance takes the request,',
  refused: 'refuses the request before it reaches the app',
  missing: 'answers in place of the app, and knows none',
} as const

function downgrade(from: string, to: string): string {
  return from.startsWith('https:') && to.startsWith('http:')
    ? ': from https to http, which browsers do not follow; the app does not know that it is behind TLS'
    : ''
}

/** What comes before the steps of the code's table, where the answer says more than the code. */
function firstStep(exchange: Exchange): { readonly nextSteps?: readonly string[] } {
  if (exchange.kind === 'no-answer') return {}
  const edge = recogniseEdge(exchange)
  if (exchange.status === TOO_MANY && edge !== undefined) return { nextSteps: [MAKE_ROOM] }
  return /cloud armor/i.test(edge?.name ?? '') ? { nextSteps: [NAME_THE_RULE] } : {}
}

function edgeEvidence(exchange: Exchange): readonly string[] {
  const edge = exchange.kind === 'answer' ? recogniseEdge(exchange) : undefined
  return edge === undefined ? [] : [`the page is one of the ${edge.name}, not of the application`]
}

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
