import type { Answer, Exchange, NoAnswerFault } from '../../../http/exchange.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { NAME_THE_RULE } from '../../codes/table/edge.ts'
import { describeExchange, triesOf } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { reasonSaid } from '../reason-said.ts'
import { recogniseEdge } from './edge-of.ts'

/** Statuses with which an application says it cannot serve now (RFC 9110 §15.6). */
const UNAVAILABLE = new Set([502, 503, 504])

/** Cloud Run's answer when all instances are busy and no more may start. */
const TOO_MANY = 429
const MAKE_ROOM =
  'It is a matter of load first: all instances are busy and no more may be started. On Cloud Run: raise --max-instances or --concurrency, or see who sends so much.'

/** Words by which an application says that it has only begun. */
const STARTING =
  /starting up|is starting|startup[ _]in[ _]progress|"(?:status|state)":\s*"(?:starting|initializing)"|warming up/i

/** Statuses of a redirect that a client would follow (RFC 9110 §15.4). */
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** Statuses and words of a request that is larger than something takes (RFC 6585 §5, RFC 9110 §15.5.14; nginx, Apache). */
const TOO_LARGE = new Set([413, 431])
const SAYS_TOO_LARGE =
  /header (?:or cookie )?(?:fields? )?too large|size of a request header field exceeds|headers? too (?:long|big)/i

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

/** Words of an instance that is being taken away: terminus, Actuator, and platforms of their own. */
const DRAINING =
  /"(?:status|state)":\s*"(?:draining|shutting[ _-]?down|terminating|stopping|out_of_service)"|^\s*(?:draining|shutting down)\s*$/i

/** Whether an answer says that its instance is being taken away. */
export function isDraining({ text }: Answer): boolean {
  return DRAINING.test(text.slice(0, 2048))
}

/** Whether the request was refused for its size, by whatever stands on the way or the server of the app. */
export function isTooLarge({ status, text }: Answer): boolean {
  return TOO_LARGE.has(status) || (status === 400 && SAYS_TOO_LARGE.test(text.slice(0, 2048)))
}

/**
 * Where a redirect leads, when that is the same place under another address: another scheme, host or port, or with a
 * slash more or less. A redirect to another path is the application's own affair.
 */
export function movedTo({ status, headers, asked }: Answer): string | undefined {
  const { location } = headers
  if (!REDIRECTS.has(status) || location === undefined || !URL.canParse(location, asked.url))
    return undefined
  const [from, to] = [new URL(asked.url), new URL(location, asked.url)]
  const isSame = withoutSlash(from.pathname) === withoutSlash(to.pathname)
  return isSame && from.href !== to.href ? to.href : undefined
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '')
}

/** What the edge says with a status of its own, to a handshake that shows no page. */
export function edgeCode(status: number): Code {
  if (status >= 500 || status === 429) return 'edge.no-backend'
  return status === 404 ? 'edge.missing' : 'edge.refused'
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

/** Whether a cache gave the answer: it says how old it is, or that it had it. */
export function isFromCache({ headers }: Answer): boolean {
  const { age, 'x-cache': cache = '', 'cf-cache-status': cloudflare = '' } = headers
  return Number(age ?? 0) > 0 || /\bhit\b/i.test(`${cache} ${cloudflare}`)
}

/** How old the answer is, where a cache says so (RFC 9111 §5.1; X-Cache is everybody's habit). */
export function cacheEvidence(exchange: Exchange): readonly string[] {
  if (exchange.kind === 'no-answer') return []
  const { age, 'x-cache': cache, 'cf-cache-status': cloudflare } = exchange.headers
  const said = [
    age === undefined ? undefined : `Age: ${age} s`,
    cache === undefined ? undefined : `X-Cache: ${cache}`,
    cloudflare === undefined ? undefined : `CF-Cache-Status: ${cloudflare}`,
  ].filter((line) => line !== undefined)
  return said.length === 0 ? [] : [`a cache says of this answer: ${quote(said.join(', '), 160)}`]
}

/** Whether a 502, 503 or 504 says that the service is still starting: it can heal by waiting. */
export function isStarting(answer: Answer): boolean {
  return (
    UNAVAILABLE.has(answer.status) &&
    STARTING.test(answer.text.slice(0, 2048)) &&
    !/startup_failed"?:\s*true|startup failed/i.test(answer.text.slice(0, 2048))
  )
}
