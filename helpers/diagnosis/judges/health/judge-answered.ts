import type { RequestTemplate } from '../../../../contracts/schema/common.ts'
import type { Answer, Exchange, NoAnswer, NoAnswerFault } from '../../../http/exchange.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { NAME_THE_RULE } from '../../codes/table/edge.ts'
import { SAY_HTTPS } from '../../codes/table/network.ts'
import { describeExchange, reasonSaid, triesOf } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import {
  cacheEvidence,
  isDraining,
  isLoop,
  isStarting,
  isThrottled,
  isTooLarge,
  isUnknownHost,
  movedTo,
  redirectInWords,
  UNAVAILABLE,
  wantsTls,
} from './answer-signs.ts'
import { type Edge, recogniseEdge } from './edge-of.ts'
import { settingFor } from './edges/settings.ts'

/** Cloud Run's answer when all instances are busy and no more may start. */
const TOO_MANY = 429
const MAKE_ROOM =
  'Look at the load first: this answer means that all instances are busy and no more may start. On Cloud Run: raise --max-instances or --concurrency, or find the sender of so many requests.'

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

/** Whether a good answer is an edge's own, such as the default page of a web server: no promised status makes it the app's. */
function isStandIn(answer: Answer): boolean {
  return answer.status < 300 && recogniseEdge(answer) !== undefined
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
  if (edge !== undefined) return `edge.${edge.means}`
  if (movedTo(answer) !== undefined) return 'service.redirected'
  if (isThrottled(answer)) return 'service.throttled'
  if (answer.status < 500) return undefined
  if (!UNAVAILABLE.has(answer.status)) return 'service.error'
  if (isDraining(answer)) return 'service.draining'
  return isStarting(answer) ? 'service.starting' : 'service.unavailable'
}

/** Codes whose finding is that an edge answers; others of an edge's answers say what it wants. */
const SAYS_THE_EDGE: ReadonlySet<Code> = new Set([
  'edge.no-backend',
  'edge.refused',
  'edge.missing',
])

/** A summary that says more than that of the code: the new address, the time to wait, or the edge. */
function inOneLine(code: Code, exchange: Exchange, service: string): { readonly summary?: string } {
  if (exchange.kind === 'no-answer') return inValidity(exchange, service)
  if (wantsTls(exchange))
    return {
      summary: `${service}: the port at ${exchange.asked.url} speaks TLS, and the URL says http: the server says so`,
    }
  if (code === 'service.redirected') return { summary: `${service} ${redirectInWords(exchange)}` }
  if (isUnknownHost(exchange))
    return {
      summary: `${service}: the server at ${exchange.asked.url} says ${exchange.status}: it does not serve this host`,
    }
  const seconds = exchange.headers['retry-after']
  if (code === 'service.throttled' && seconds !== undefined)
    return {
      summary: `${service} answers "too many requests" to this run (Retry-After: ${quote(seconds, 40)}): requests that it refuses cannot be judged`,
    }
  const edge = recogniseEdge(exchange)
  return edge === undefined || !SAYS_THE_EDGE.has(code)
    ? {}
    : {
        summary: `${service}: ${edge.name} ${edgeSays(edge.means, exchange.status)} at ${exchange.asked.url}`,
      }
}

/** From when to when a certificate is valid that was refused for its dates; a wrong clock makes it too new more often than too old. */
function inValidity(
  { fault, certificate, asked }: NoAnswer,
  service: string,
): { readonly summary?: string } {
  if (fault !== 'tls.expired' || certificate === undefined) return {}
  const { validFrom, validTo } = certificate
  const day = (time: string) => quote(time.slice(0, 10), 20)
  return {
    summary:
      validFrom > asked.at
        ? `${service}: the certificate at ${asked.url} is not valid before ${day(validFrom)}: it is too new, or the clock of this machine is behind`
        : `${service}: the certificate at ${asked.url} has expired: it was valid to ${day(validTo)}`,
  }
}

function edgeSays(means: Edge['means'], status: number): string {
  return means === 'refused'
    ? `refuses the request with ${status} in place of the app`
    : `answers ${status} in place of the app`
}

/** Where a list of hosts is kept, by framework and proxy. */
const ADD_THE_HOST =
  'Add the host to those that the server accepts: Django ALLOWED_HOSTS, Rails `config.hosts`, Starlette TrustedHostMiddleware, ASP.NET AllowedHosts, Vite `server.allowedHosts`; where a proxy stands in front, look at the Host and the server name (SNI) that it passes on.'

/** The cause of nearly every loop, and what a wall does. */
const END_THE_LOOP =
  'The proxy in front ends TLS and asks the app over http, and the app redirects to https again: have the proxy send X-Forwarded-Proto and the app trust it, or let one of the two redirect (Cloudflare: SSL mode "Full", not "Flexible").'
const BRING_THE_COOKIE =
  'The redirect sets a cookie, and comes again to clients that do not bring it: exclude this path from the wall that wants it.'

/** A step that comes before those of the code, if the answer says more than the code. */
function firstStep(exchange: Exchange): { readonly nextSteps?: readonly string[] } {
  if (exchange.kind === 'no-answer') return {}
  const edge = recogniseEdge(exchange)
  if (wantsTls(exchange)) return { nextSteps: [SAY_HTTPS] }
  if (isUnknownHost(exchange)) return { nextSteps: [ADD_THE_HOST] }
  if (isLoop(exchange))
    return {
      nextSteps: [exchange.headers['set-cookie'] === undefined ? END_THE_LOOP : BRING_THE_COOKIE],
    }
  if (exchange.status === TOO_MANY && edge !== undefined) return { nextSteps: [MAKE_ROOM] }
  if (/cloud armor/i.test(edge?.name ?? '')) return { nextSteps: [NAME_THE_RULE] }
  const lines = isTooLarge(exchange)
    ? settingFor(exchange.headers, 'limit', edge?.name)
    : edge === undefined || edge.means === 'refused'
      ? []
      : settingFor(exchange.headers, SETTING_OF[edge.means], edge.name)
  return lines.length === 0 ? {} : { nextSteps: lines }
}

/** What about the proxy is to be looked at first. */
const SETTING_OF = { missing: 'host', 'no-backend': 'backend' } as const

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
  return finding?.code === 'service.error'
    ? { ...finding, code: 'route.error', subject: `${method} ${path}` }
    : finding
}
