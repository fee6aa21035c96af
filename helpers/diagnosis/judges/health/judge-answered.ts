import type { RequestTemplate } from '../../../../contracts/schema/common.ts'
import type { Answer, Exchange, NoAnswerFault } from '../../../http/exchange.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { reasonSaid, titleSaid, triesOf } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import {
  cacheEvidence,
  isDraining,
  isStarting,
  isThrottled,
  isTooLarge,
  isUnknownHost,
  movedTo,
  UNAVAILABLE,
  wantsTls,
} from './answer-signs.ts'
import { answerInWords, firstStep, TOO_MANY } from './answered-words.ts'
import { type Edge, recogniseEdge } from './edge-of.ts'
import { inMaintenance, isMaintenance, saysOnlyWhen } from './maintenance.ts'

/**
 * Whether the application answered at all. No answer, an answer of the edge, a redirect to the same path under another
 * address, a limit, and a 5xx of the application each have a code. Any other answer is undefined: the caller judges it.
 * `promised` are statuses that the caller expects, whatever they mean otherwise.
 */
export function judgeAnswered(
  exchange: Exchange,
  service: string,
  promise: string,
  promised: readonly number[] = [],
): Finding | undefined {
  if (exchange.kind === 'answer' && promised.includes(exchange.status) && !isStandIn(exchange))
    return undefined
  const code = exchange.kind === 'no-answer' ? silenceCode(exchange.fault) : answerCode(exchange)
  if (code === undefined) return undefined
  const said = reasonSaid(exchange) ?? (code.startsWith('edge.') ? undefined : titleSaid(exchange))
  return findingOf(code, service, exchange, {
    promise,
    expected: 'an answer of the application',
    evidence: [...triesOf(exchange), ...edgeEvidence(exchange), ...cacheEvidence(exchange)],
    ...firstStep(code, exchange),
    ...answerInWords(code, exchange, service),
    ...(code === 'service.unavailable' && isPaused(exchange) && inMaintenance(exchange, service)),
    ...(said !== undefined && { said }),
  })
}

function isPaused(exchange: Exchange): exchange is Answer {
  return exchange.kind === 'answer' && (isMaintenance(exchange) || saysOnlyWhen(exchange))
}

/** Whether a good answer is an edge's own, such as the default page of a web server, or a page for maintenance: no promised status makes it the app's. */
function isStandIn(answer: Answer): boolean {
  return answer.status < 300 && (recogniseEdge(answer) !== undefined || isMaintenance(answer))
}

/** `own.*` is no finding: it says what this process did, not the deployment. */
function silenceCode(fault: NoAnswerFault): Code | undefined {
  return fault === 'own.lag' || fault === 'own.cancelled' ? undefined : fault
}

/** nginx 1.22.1 answers 400 with these words where it wants a certificate of the client. */
const WANTS_CERTIFICATE = /No required SSL certificate was sent|The SSL certificate error/i

function answerCode(answer: Answer): Code | undefined {
  if (answer.status === 400 && WANTS_CERTIFICATE.test(answer.text.slice(0, 2048)))
    return 'tls.client-certificate'
  if (wantsTls(answer)) return 'http.protocol'
  if (isTooLarge(answer)) return 'edge.limit'
  if (isUnknownHost(answer)) return 'edge.missing'
  const edge = recogniseEdge(answer)
  if (edge !== undefined)
    return isOfALimit(answer, edge) ? 'service.throttled' : `edge.${edge.means}`
  if (isMaintenance(answer)) return 'service.unavailable'
  if (movedTo(answer) !== undefined) return 'service.redirected'
  if (isThrottled(answer)) return 'service.throttled'
  if (answer.status < 500) return undefined
  if (!UNAVAILABLE.has(answer.status)) return 'service.error'
  if (isDraining(answer)) return 'service.draining'
  return isStarting(answer) ? 'service.starting' : 'service.unavailable'
}

/** Google answers 429 where no instance is left; other edges where there were too many requests of one client (RFC 6585 §4). */
function isOfALimit({ status }: Answer, { name }: Edge): boolean {
  return status === TOO_MANY && !/google|cloud run/i.test(name)
}

function edgeEvidence(exchange: Exchange): readonly string[] {
  const edge = exchange.kind === 'answer' ? recogniseEdge(exchange) : undefined
  return edge === undefined
    ? []
    : [`the answer has the marks of an edge (${edge.name}), not of the application`]
}

/**
 * Whether the application answered at one route. A route that crashes is no crash of the service: its health was good
 * before.
 */
export function judgeRouteAnswered(
  exchange: Exchange,
  { service, method, path }: Pick<RequestTemplate, 'service' | 'method' | 'path'>,
  promise: string,
  promised: readonly number[] = [],
): Finding | undefined {
  const finding = judgeAnswered(exchange, service, promise, promised)
  if (finding?.code === 'service.error')
    return { ...finding, code: 'route.error', subject: `${method} ${path}` }
  return finding?.code === 'edge.missing'
    ? { ...finding, nextSteps: [ruleOf(path, service), ...(finding.nextSteps ?? [])] }
    : finding
}

/** The first step where an edge lacks one route. */
function ruleOf(path: string, service: string): string {
  const encoded = /%2f|%5c/i.test(path)
    ? ' Encoded slashes are often the reason: Apache answers them with 404 unless `AllowEncodedSlashes NoDecode` is set.'
    : ''
  return `If the health of ${service} is good, only this path is missing: compare the rules of the server in front for ${quote(path, 160)} with those for the health route.${encoded}`
}
