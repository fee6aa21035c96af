import type { Answer, Exchange } from '../../../http/exchange.ts'
import { lookUpJson } from '../../../promise/where.ts'
import { quote } from '../../../text/quote.ts'

/** Statuses with which an application says it cannot serve now (RFC 9110 §15.6). */
export const UNAVAILABLE = new Set([502, 503, 504])

/** Words with which an application says that it is still starting. */
const STARTING =
  /starting up|is starting|startup[ _]in[ _]progress|"(?:status|state)":\s*"(?:starting|initializing)"|warming up/i

/** Whether a 502, 503 or 504 says that the service is still starting: then waiting can help. */
export function isStarting(answer: Answer): boolean {
  return (
    UNAVAILABLE.has(answer.status) &&
    STARTING.test(answer.text.slice(0, 2048)) &&
    !/startup_failed"?:\s*true|startup failed/i.test(answer.text.slice(0, 2048))
  )
}

/**
 * Words of an instance that shuts down, each the whole of a status: @nestjs/terminus 11.1.1 `shutting_down`,
 * @cloudnative/health-connect 2.1.0 `STOPPING` and `STOPPED`, Spring Boot Actuator 3.5.6 `OUT_OF_SERVICE`,
 * lightship 9.0.3 `SERVER_IS_SHUTTING_DOWN`.
 */
const DRAINING =
  /^(?:server[_ ]is[_ ])?(?:draining|shutting[_ -]?down|terminating|stopping|stopped|out_of_service)$/i

/** Whether an answer says that its instance shuts down: in its own status, not in that of a dependency. */
export function isDraining({ text, json }: Answer): boolean {
  const own = ['status', 'state'].map((key) => lookUpJson(json, key))
  return [...own, text].some((said) => typeof said === 'string' && DRAINING.test(said.trim()))
}

/** Statuses and words for a request that is too large (RFC 6585 §5, RFC 9110 §15.5.14, §15.5.15; nginx, which has 494 of its own, and Apache). */
const TOO_LARGE = new Set([413, 414, 431, 494])
const SAYS_TOO_LARGE =
  /header (?:or cookie )?(?:fields? )?too large|size of a request header field exceeds|headers? too (?:long|big)/i

/** Whether the request was refused for its size, by a server on the way or by that of the app. */
export function isTooLarge({ status, text }: Answer): boolean {
  return TOO_LARGE.has(status) || (status === 400 && SAYS_TOO_LARGE.test(text.slice(0, 2048)))
}

/** Statuses of a redirect that a client would follow (RFC 9110 §15.4). */
export const REDIRECTS = [301, 302, 303, 307, 308]

/** The target of a redirect; undefined for any other answer. */
export function redirectTo({ status, headers, asked }: Answer): URL | undefined {
  const { location } = headers
  return REDIRECTS.includes(status) && location !== undefined && URL.canParse(location, asked.url)
    ? new URL(location, asked.url)
    : undefined
}

/**
 * The target of a redirect to the same path: under another scheme, host or port, with a slash more or less, or at the very
 * same address, which is a loop. A redirect to another path is up to the application.
 */
export function movedTo(answer: Answer): string | undefined {
  const to = redirectTo(answer)
  const isSame =
    to !== undefined &&
    withoutSlash(to.pathname) === withoutSlash(new URL(answer.asked.url).pathname)
  return isSame ? to.href : undefined
}

/** Whether an answer redirects to the very address that was asked. */
export function isLoop(answer: Answer): boolean {
  const to = redirectTo(answer)
  return to !== undefined && to.href === new URL(answer.asked.url).href
}

/** What a redirect means, behind the name of the service; undefined for any other answer. */
export function redirectInWords(answer: Answer): string | undefined {
  const to = redirectTo(answer)
  if (to === undefined) return undefined
  const { url } = answer.asked
  if (isLoop(answer)) return `redirects ${url} to itself: a loop`
  const path = movedTo(answer) === undefined ? ` ${new URL(url).pathname}` : ''
  const isDowngrade = url.startsWith('https:') && to.protocol === 'http:'
  return `redirects${path} to ${quote(to.href, 160)}${isDowngrade ? DOWNGRADE : ''}`
}

const DOWNGRADE =
  ': from https to http, which browsers block; the app may not know that it is behind TLS'

/** The path of a page on which people sign in. */
const SIGN_IN =
  /\/(?:log-?in|sign-?in|accounts\/login|auth\/login|sso|session\/new|users\/sign_in)(?:\/|$)/i

/** Whether an answer sends the client to a page of the same host on which people sign in. */
export function isSentToSignIn(answer: Answer): boolean {
  const to = redirectTo(answer)
  if (to === undefined) return false
  const from = new URL(answer.asked.url)
  return from.hostname === to.hostname && SIGN_IN.test(to.pathname) && !SIGN_IN.test(from.pathname)
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '')
}

/**
 * Words for a host that is not on a server's list: Starlette 1.10.0 and webpack-dev-server, HTTP.sys, Django with DEBUG,
 * Rails, Vite, Jetty, Symfony.
 */
const UNKNOWN_HOST =
  /invalid host ?(?:header|name)|invalid HTTP_HOST|blocked hosts?:|this host \(.{1,200}?\) is not allowed|invalid SNI|untrusted host/i

/** Whether a server says that it does not serve the host of the request (421, RFC 9110 §15.5.20). */
export function isUnknownHost({ status, text }: Answer): boolean {
  return (
    status === 421 || ([400, 403, 404].includes(status) && UNKNOWN_HOST.test(text.slice(0, 2048)))
  )
}

/** Words of nginx 1.22.1, Go 1.26 (Caddy, Traefik), Apache 2.4.71 and Tomcat at a TLS port. */
const PLAIN_AT_TLS =
  /plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server|speaking plain HTTP to an SSL-enabled|host and port requires TLS/i

/** Whether a server says that its port speaks TLS, and the request did not. */
export function wantsTls({ status, text }: Answer): boolean {
  return status === 400 && PLAIN_AT_TLS.test(text.slice(0, 2048))
}

/** Whether a cache gave the answer: a header says how old it is, or that the cache had it. */
export function isFromCache({ headers }: Answer): boolean {
  const { age, 'x-cache': cache = '', 'cf-cache-status': cloudflare = '' } = headers
  return Number(age ?? 0) > 0 || /\bhit\b/i.test(`${cache} ${cloudflare}`)
}

/** What a cache says of the answer (RFC 9111 §5.1; X-Cache and CF-Cache-Status are habits of caches). */
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

/** Words of a limit on requests, whatever the status: GitHub (403), Firebase (400), Django axes (403), proxies (503). */
const TOO_MANY_WORDS =
  /rate[ _-]?limit(?:ed|ing| exceeded| reached)|too[ _]many[ _](?:\w+[ _]){0,2}(?:requests|attempts|tries|logins?|connections)|request limit (?:is |was )?(?:exceeded|reached)|quota exceeded|slow down|throttl(?:ed|ing)/i

/** Statuses with which limits answer beside 429 (RFC 6585 §4). */
const LIMITED = new Set([400, 403, 420, 503])

/** An account that is locked is no limit on this run, though too many attempts may be why. */
const OF_AN_ACCOUNT = /\baccount\b/i

/**
 * Whether an answer refuses the request because there were too many: 429, a limit's own words under another status, or a
 * refusal beside a count of remaining requests that is 0 (draft-ietf-httpapi-ratelimit-headers; X-RateLimit-Remaining).
 */
export function isThrottled({ status, headers, text }: Answer): boolean {
  if (status === 429) return true
  if (!LIMITED.has(status)) return false
  const start = text.slice(0, 2048)
  return (
    (TOO_MANY_WORDS.test(start) && !OF_AN_ACCOUNT.test(start)) ||
    ['ratelimit-remaining', 'x-ratelimit-remaining', 'x-rate-limit-remaining'].some(
      (name) => headers[name]?.trim() === '0',
    ) ||
    /(?:^|;)\s*r(?:emaining)?=0\b/.test(headers.ratelimit ?? '')
  )
}

/** Whether an answer is a web page, which may be what a server gives for every path. */
export function isPage(exchange: Exchange): boolean {
  return (
    exchange.kind === 'answer' &&
    exchange.status === 200 &&
    /^\s*<(?:!doctype|html)\b/i.test(exchange.text)
  )
}
