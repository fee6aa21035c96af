import type { Answer, Exchange, NoAnswer } from '../../../http/exchange.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { NAME_THE_RULE } from '../../codes/table/edge.ts'
import { SAY_HTTPS } from '../../codes/table/network.ts'
import {
  isLoop,
  isTooLarge,
  isUnknownHost,
  movedTo,
  redirectInWords,
  wantsTls,
} from './answer-signs.ts'
import { byDefaultCertificate } from './default-certificate.ts'
import { type Edge, recogniseEdge } from './edge-of.ts'
import { settingFor } from './edges/settings.ts'
import { gateOf } from './token-gate.ts'

/** Too many requests; from Cloud Run also: all instances are busy and no more may start. */
export const TOO_MANY = 429
const MAKE_ROOM =
  'Look at the load first: this answer means that all instances are busy and no more may start. Raise the limit of instances or of requests for each, or find the sender of so many requests.'

/** Codes whose finding is that an edge answers; others of an edge's answers say what it wants. */
const SAYS_THE_EDGE: ReadonlySet<Code> = new Set([
  'edge.no-backend',
  'edge.refused',
  'edge.missing',
])

/** A summary that says more than that of the code: the new address, the time to wait, or the edge. */
export function answerInWords(
  code: Code,
  exchange: Exchange,
  service: string,
): Pick<Finding, 'summary' | 'writes'> {
  if (exchange.kind === 'no-answer') {
    const shown = byDefaultCertificate(exchange, service)
    return shown === undefined ? inValidity(exchange, service) : { summary: shown.summary }
  }
  if (wantsTls(exchange))
    return {
      summary: `${service}: the port at ${exchange.asked.url} speaks TLS, and the URL says http: the server says so`,
    }
  if (code === 'service.redirected') {
    const moved = movedTo(exchange)
    return {
      summary: `${service} ${redirectInWords(exchange)}`,
      ...(moved !== undefined && { writes: new URL(moved).origin }),
    }
  }
  if (isUnknownHost(exchange))
    return {
      summary: `${service}: the server at ${exchange.asked.url} says ${exchange.status}: it does not serve this host`,
    }
  const seconds = exchange.headers['retry-after']
  const edge = recogniseEdge(exchange)
  if (code === 'service.throttled') {
    const wait = seconds === undefined ? '' : ` (Retry-After: ${quote(seconds, 40)})`
    const sender = edge === undefined ? service : `${service}: ${edge.name} in front of it`
    const does =
      exchange.status === TOO_MANY
        ? 'answers "too many requests" to this run'
        : `turns requests of this run away with ${exchange.status}`
    return { summary: `${sender} ${does}${wait}: requests that it refuses cannot be judged` }
  }
  return edge === undefined || !SAYS_THE_EDGE.has(code)
    ? {}
    : {
        summary: `${service}: ${edge.name} ${edgeSays(edge.means, exchange)} at ${exchange.asked.url}`,
      }
}

/** From when to when a certificate is valid that was refused for its dates; a wrong clock makes it too new more often than too old. */
function inValidity(
  { fault, certificate, asked }: NoAnswer,
  service: string,
): { readonly summary?: string } {
  if (fault !== 'tls.expired' || certificate === undefined) return {}
  const { validFrom, validTo } = certificate
  // A date that cannot be read stands as it came.
  const day = (time: string) => /^\d{4}-\d\d-\d\d/.exec(time)?.[0] ?? quote(time, 40)
  return {
    summary:
      validFrom > asked.at
        ? `${service}: the certificate at ${asked.url} is not valid before ${day(validFrom)}: it is too new, or the clock of this machine is behind`
        : `${service}: the certificate at ${asked.url} has expired: it was valid to ${day(validTo)}`,
  }
}

/** A method other than GET is named: gateways refuse some of them alone. */
function edgeSays(means: Edge['means'], { status, asked: { method } }: Answer): string {
  const refuses = `refuses ${method === 'GET' ? 'the request' : method} with ${status}`
  return `${means === 'refused' ? refuses : `answers ${method === 'GET' ? '' : `${method} with `}${status}`} in place of the app`
}

/** Where a list of hosts is kept, by framework and proxy. */
const ADD_THE_HOST =
  'Add the host to those that the server accepts: Django ALLOWED_HOSTS, Rails `config.hosts`, Starlette TrustedHostMiddleware, ASP.NET AllowedHosts, Vite `server.allowedHosts`; where a proxy stands in front, look at the Host and the server name (SNI) that it passes on.'

/** The cause of nearly every loop behind TLS, of one without TLS, and what a wall does. */
const END_THE_LOOP =
  'The proxy in front ends TLS and asks the app over http, and the app redirects to https again: have the proxy send X-Forwarded-Proto and the app trust it, or let one of the two redirect (Cloudflare: SSL mode "Full", not "Flexible").'
const KEEP_THE_PREFIX =
  'A proxy in front takes a part of the path away, and the app redirects to the whole path again: pass the path on as it came (nginx `proxy_pass` without a path, Traefik without StripPrefix, Kubernetes ingress without rewrite-target), or give the app the base path that the proxy leaves.'
const BRING_THE_COOKIE =
  'The redirect sets a cookie, and comes again to clients that do not bring it: exclude this path from the wall that wants it.'

const URI_TOO_LONG = 414
const SHORTEN_THE_URL =
  '414 is about the URL (RFC 9110 §15.5.15), which holds the token or other long values in its query: send them in a header or a body, or raise that limit (nginx `large_client_header_buffers`, Apache `LimitRequestLine`).'

const CONTENT_TOO_LARGE = 413
/** Requests of these methods have no body that could be too large (RFC 9110 §9.3.1, §9.3.2, §9.3.7). */
const WITHOUT_BODY: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])
const RAISE_THE_LIMIT_OF_BODIES =
  '413 is about the body of the request (RFC 9110 §15.5.14): raise that limit, in the proxy (nginx `client_max_body_size`, Apache `LimitRequestBody`) and in the app (Express `express.json({ limit })`), or look for what makes the body long.'

/** A step that comes before those of the code, if the answer says more than the code. */
export function firstStep(
  code: Code,
  exchange: Exchange,
): { readonly nextSteps?: readonly string[] } {
  if (exchange.kind === 'no-answer') return stepsOf(byDefaultCertificate(exchange, ''))
  const edge = recogniseEdge(exchange)
  const gate = gateOf(exchange)
  if (wantsTls(exchange)) return { nextSteps: [SAY_HTTPS] }
  if (gate !== undefined) return { nextSteps: [gate.step] }
  if (isUnknownHost(exchange)) return { nextSteps: [ADD_THE_HOST] }
  if (isLoop(exchange)) return { nextSteps: [endTheLoop(exchange)] }
  if (exchange.status === NOT_ALLOWED && edge?.means === 'refused')
    return { nextSteps: [allowTheMethod(exchange.asked.method)] }
  if (exchange.status === TOO_MANY && code === 'edge.no-backend') return { nextSteps: [MAKE_ROOM] }
  if (/cloud armor/i.test(edge?.name ?? '')) return { nextSteps: [NAME_THE_RULE] }
  if (exchange.status === CONTENT_TOO_LARGE && !WITHOUT_BODY.has(exchange.asked.method))
    return { nextSteps: [RAISE_THE_LIMIT_OF_BODIES] }
  if (exchange.status === URI_TOO_LONG) return { nextSteps: [SHORTEN_THE_URL] }
  const lines = isTooLarge(exchange)
    ? settingFor(exchange.headers, 'limit', edge?.name)
    : edge === undefined || edge.means === 'refused' || !SAYS_THE_EDGE.has(code)
      ? []
      : settingFor(exchange.headers, SETTING_OF[edge.means], edge.name)
  return lines.length === 0 ? {} : { nextSteps: lines }
}

function stepsOf(words: { readonly nextSteps: readonly string[] } | undefined) {
  return words === undefined ? {} : { nextSteps: words.nextSteps }
}

/** A redirect to the same http URL is none of an app that wants https. */
function endTheLoop({ headers, asked }: Answer): string {
  if (headers['set-cookie'] !== undefined) return BRING_THE_COOKIE
  return asked.url.startsWith('http:') ? KEEP_THE_PREFIX : END_THE_LOOP
}

const NOT_ALLOWED = 405

/** An edge refuses a method for everybody: no address is on its list. */
function allowTheMethod(method: string): string {
  return `Look for the rule that keeps ${method} from the app: nginx \`limit_except\`, the methods of a CDN (CloudFront: AllowedMethods) or of an API gateway, a firewall, or a server of files in place of the app.`
}

/** What about the proxy is to be looked at first. */
const SETTING_OF = { missing: 'host', 'no-backend': 'backend' } as const
