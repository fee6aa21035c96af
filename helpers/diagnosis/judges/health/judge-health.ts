import type { Says } from '../../../../contracts/schema/common.ts'
import type { HealthPromise } from '../../../../contracts/schema/health.ts'
import type { ServicePromise } from '../../../../contracts/schema/service.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import { isOneOf, oneOfInWords, saysSo } from '../../../promise/expectation.ts'
import { lookUp } from '../../../promise/where.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { reasonSaid } from '../describe-exchange.ts'
import { findingOf, withEvidence } from '../finding-of.ts'
import {
  cacheEvidence,
  isDraining,
  isFromCache,
  isSentToSignIn,
  redirectInWords,
} from './answer-signs.ts'
import { edgeOf } from './edge-of.ts'
import { dependenciesDown, detailsHidden, reasonsOf } from './health-dependencies.ts'
import { judgeAnswered } from './judge-answered.ts'

/** Characters of a plain text that stand in the first line of a finding. */
const SHORT = 80

/**
 * Whether a health answer says what was promised: an answer of the right service, the right status, a
 * body that says healthy, and every dependency it names up. A 200 whose body says unhealthy is not healthy.
 */
export function judgeHealth(
  exchange: Exchange,
  health: HealthPromise,
  service: ServicePromise,
): readonly Finding[] {
  const promise = `GET ${health.path} answers ${health.statuses.join(' or ')} and says ${wordsOf(health)}`
  const going = saysComingOrGoing(exchange, health)
  if (going !== undefined && exchange.kind === 'answer')
    return [statement(going, exchange, health, service, promise)]
  const down =
    exchange.kind === 'answer' ? dependenciesDown(exchange, health, service, promise) : []
  if (down.some(({ severity }) => severity === 'failure')) return down
  const about = judgeStatement(exchange, health, service, promise)
  return [about, cached(exchange, health, service, promise), ...down].filter(
    (finding) => finding !== undefined,
  )
}

/** A health answer from a cache says how the service was, not how it is now. */
function cached(
  exchange: Exchange,
  health: HealthPromise,
  service: ServicePromise,
  promise: string,
): Finding | undefined {
  if (exchange.kind === 'no-answer' || !isFromCache(exchange)) return undefined
  const [said = ''] = cacheEvidence(exchange)
  return findingOf('edge.cached', service.name, exchange, {
    promise,
    expected: 'an answer of the app, made now',
    evidence: [said],
    subject: `GET ${health.path}`,
    summary: `${service.name}: a cache answers at ${health.path}, not the app (${said.replace('a cache says of this answer: ', '')})`,
  })
}

function judgeStatement(
  exchange: Exchange,
  health: HealthPromise,
  service: ServicePromise,
  promise: string,
): Finding | undefined {
  const known = [...health.statuses, ...(health.unwell ?? [])]
  const unanswered = judgeAnswered(exchange, service.name, promise, known)
  if (unanswered !== undefined) return withReason(unanswered, exchange, health)
  if (exchange.kind !== 'answer') return undefined
  const { status } = exchange
  // A start page may lead on to the language of a user, or to a page to sign in, by promise.
  if (status >= 300 && status < 400 && health.statuses.includes(status)) return undefined
  const code = wrongIn(exchange, health)
  return code && statement(code, exchange, health, service, promise)
}

function wrongIn(answer: Answer, health: HealthPromise): Finding['code'] | undefined {
  const { status } = answer
  if (isSentToSignIn(answer)) return 'route.forbidden'
  if (redirectInWords(answer) !== undefined) return 'service.redirected'
  if (isWrongService(answer, health)) return 'service.wrong-identity'
  // A contract may promise 401, of a service that shows nothing but routes that refuse everybody.
  if (health.statuses.includes(status)) return wrongInBody(answer, health)
  if (status === 404) return 'route.missing'
  return status === 401 || status === 403 ? 'route.forbidden' : 'service.unhealthy'
}

function wrongInBody(answer: Answer, { body }: HealthPromise): Finding['code'] | undefined {
  if (body === undefined) return undefined
  const said = body.format === 'text' ? answer.text.trim() : lookUp(answer, body.at)
  if (isOneOf(said, body.healthy)) return undefined
  if (said === undefined) return 'route.shape'
  return isOneOf(said, body.degraded) ? 'service.degraded' : 'service.unhealthy'
}

function statement(
  code: Finding['code'],
  answer: Answer,
  health: HealthPromise,
  service: ServicePromise,
  promise: string,
): Finding {
  const said = reasonSaid(answer)
  return findingOf(code, service.name, answer, {
    promise,
    expected: `${health.statuses.join(' or ')} and ${wordsOf(health)}`,
    evidence: [
      ...reasonsOf(answer, health),
      ...(code === 'service.unhealthy' ? detailsHidden(answer, health) : []),
    ],
    ...(said !== undefined && { said }),
    ...(code.startsWith('route.') && { subject: `GET ${health.path}` }),
    ...(code === 'service.redirected' && {
      summary: `${service.name} ${redirectInWords(answer)}`,
    }),
    ...(code === 'service.unhealthy' && {
      summary: `${service.name}: GET ${health.path} answers ${answer.status} and does not say that it is healthy${saysInstead(answer, health, said)}`,
    }),
  })
}

/** What it says in place of a healthy word: a short body in plain text. A reason is shown beside every summary. */
function saysInstead({ text }: Answer, { body }: HealthPromise, said: string | undefined): string {
  const isShort =
    said === undefined && body?.format === 'text' && text.trim() !== '' && text.length <= SHORT
  return isShort ? `: ${quote(text.trim(), SHORT)}` : ''
}

function withReason(finding: Finding, exchange: Exchange, health: HealthPromise): Finding {
  if (exchange.kind !== 'answer') return finding
  const hidden = finding.code === 'service.unavailable' ? detailsHidden(exchange, health) : []
  return withEvidence(finding, [...reasonsOf(exchange, health), ...hidden])
}

/** An instance that starts or shuts down says so itself; what the same body says of dependencies is then no cause. */
function saysComingOrGoing(
  exchange: Exchange,
  { body }: HealthPromise,
): 'service.starting' | 'service.draining' | undefined {
  if (exchange.kind === 'no-answer' || edgeOf(exchange) !== undefined) return undefined
  const says = (signs: readonly Says[] = []) => signs.some((sign) => saysSo(exchange, sign))
  if (says(body?.starting)) return 'service.starting'
  return says(body?.draining) || isDraining(exchange) ? 'service.draining' : undefined
}

/** Whether another service answers: a web page in place of a JSON body, or an answer that leads elsewhere (300, 304). */
function isWrongService(answer: Answer, health: HealthPromise): boolean {
  if (answer.status >= 300 && answer.status < 400) return true
  return health.body?.format === 'json' && answer.json === undefined && /^\s*</.test(answer.text)
}

function wordsOf(health: HealthPromise): string {
  const body = health.body
  if (body === undefined) return 'so by its status'
  const words = oneOfInWords(body.healthy)
  return body.format === 'text' ? words : `${body.at}: ${words}`
}

/** Whether HEAD is answered like GET (RFC 9110 §9.3.2): monitors send HEAD (incident F34). */
export function judgeHead(
  head: Exchange,
  gets: readonly Exchange[],
  health: HealthPromise,
  service: ServicePromise,
): Finding | undefined {
  const promise = `HEAD ${health.path} answers with the status of GET`
  const statuses = new Set(gets.flatMap((get) => (get.kind === 'answer' ? [get.status] : [])))
  // Where GET answers with another status than promised, the check of GET says so.
  const asPromised = head.kind === 'answer' && health.statuses.includes(head.status)
  if (asPromised || (head.kind === 'answer' && statuses.has(head.status))) return undefined
  const unanswered = judgeAnswered(head, service.name, promise)
  if (unanswered !== undefined) return unanswered
  return findingOf('route.missing', service.name, head, {
    subject: `HEAD ${health.path}`,
    promise,
    expected: [...statuses].join(' or ') || 'an answer, as for GET',
    evidence: ['GET is answered and HEAD is not, as when a route declares GET only'],
  })
}
