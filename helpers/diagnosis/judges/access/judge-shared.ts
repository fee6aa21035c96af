import type { CorsPromise } from '../../../../contracts/schema/page.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf, withEvidence } from '../finding-of.ts'
import {
  cacheEvidence,
  isFromCache,
  isSentToSignIn,
  REDIRECTS,
  redirectTo,
} from '../health/answer-signs.ts'
import { judgeAnswered, judgeRouteAnswered } from '../health/judge-answered.ts'
import { essenceOf, IS_PAGE } from '../page/why-not-loaded.ts'
import {
  blockedInWords,
  type CorsRoute,
  codeOf,
  expectedOf,
  headerInWords,
  notShared,
} from './judge-cors.ts'

/**
 * Whether a browser lets the page read the answer itself (Fetch standard, CORS check): each answer needs the headers
 * of the preflight again, also an answer that refuses.
 */
export function judgeShared(
  exchange: Exchange,
  route: CorsRoute,
  origin: string,
  cors: CorsPromise,
): Finding | undefined {
  const promise = `a page of ${origin} may read the answer to ${route.method} ${route.request.path}`
  // Asked with compression, as no other check asks.
  if (exchange.kind === 'no-answer' && exchange.fault === 'http.malformed')
    return asBrowsersAsk(judgeRouteAnswered(exchange, route.request, promise))
  // A route that fails is the affair of the checks that use it; answers of an edge have no headers of the app.
  if (exchange.kind !== 'answer' || isSentToSignIn(exchange)) return undefined
  const failed = judgeAnswered(exchange, route.request.service, promise)
  if (failed !== undefined && isDowngrade(exchange)) return failed
  // Browsers follow a redirect only if they may read it too.
  const isRedirect = REDIRECTS.includes(exchange.status) && exchange.headers.location !== undefined
  if (failed !== undefined && !(failed.code === 'service.redirected' && isRedirect))
    return undefined
  const wrong = notShared(exchange.headers, origin, cors)
  if (wrong.length === 0) {
    const instead = insteadOfData(exchange)
    return instead === undefined
      ? judgeExposed(exchange, route, cors)
      : inPlaceOfData(exchange, route, promise, instead)
  }
  // Whatever headers it has: what is at fault is the redirect.
  if (failed !== undefined && redirectTo(exchange)?.host !== new URL(exchange.asked.url).host)
    return withEvidence(failed, [`browsers do not follow it; its headers: ${wrong.join('; ')}`])
  const isRefusal = exchange.status >= 400
  const code = codeOf(exchange.headers)
  const isKept = code === 'cors.blocked' && isFromCache(exchange)
  return findingOf(isKept ? 'edge.cached' : code, route.request.service, exchange.asked, {
    subject: `${route.method} ${route.request.path}`,
    promise,
    nextSteps: [
      `\`curl -sS -i --max-time 10 -X ${route.method} -H 'Origin: ${origin}' '${exchange.asked.url}'\` shows the headers of the answer itself: a proxy may answer preflights alone, or add headers to good answers only.`,
    ],
    expected: expectedOf(origin, cors),
    got: `${describeExchange(exchange)}; ${wrong.join('; ')}`,
    ...blockedInWords(route, wrong, `the answer itself (${exchange.status})`, code),
    // The page cannot see why it was refused; what is allowed still works.
    ...(code === 'cors.blocked' && { severity: isRefusal ? 'warning' : 'failure' }),
    ...(isKept && keptWithoutGrant(exchange, route)),
  })
}

/** A cache that keeps the answer to a request without an Origin gives pages one without a grant (Fetch standard, CORS protocol and HTTP caches). */
function keptWithoutGrant(exchange: Answer, { request: { service, path }, method }: CorsRoute) {
  return {
    summary: `${service}: browsers block ${method} ${path} of the web app: a cache answers it, without the headers that allow the page`,
    evidence: [...cacheEvidence(exchange), 'what the app itself sends was not seen'],
    nextSteps: [
      'Have the app send `Vary: Origin` with every answer that depends on it, or `no-store` with answers for one user, and purge what the cache holds.',
    ],
  }
}

/** Headers that pages of another origin read without a grant (Fetch standard, CORS-safelisted response-header name). */
const NEED_NO_GRANT =
  /^(?:cache-control|content-(?:language|length|type)|expires|last-modified|pragma)$/i

/** Whether browsers show the page the headers that it reads; `*` exposes all but with credentials (Fetch standard, CORS protocol). */
function judgeExposed(
  exchange: Answer,
  { request, method, reads = [] }: CorsRoute,
  { credentials }: CorsPromise,
): Finding | undefined {
  if (exchange.status >= 400) return undefined
  const said = exchange.headers['access-control-expose-headers']
  const names = (said ?? '').split(',').map((name) => name.trim().toLowerCase())
  if (names.includes('*') && credentials === 'not-promised') return undefined
  const hidden = reads.filter(
    (name) => !NEED_NO_GRANT.test(name) && !names.includes(name.toLowerCase()),
  )
  if (hidden.length === 0) return undefined
  const shown = hidden.join(', ')
  return findingOf('cors.blocked', request.service, exchange.asked, {
    subject: `${method} ${request.path}`,
    promise: `the page may read ${shown} in the answer to ${method} ${request.path}`,
    expected: `${shown} in Access-Control-Expose-Headers`,
    got: `Access-Control-Expose-Headers: ${headerInWords(said)}`,
    summary: `${request.service} shares the answer to ${method} ${request.path} with the page, and browsers hide ${shown} from it`,
  })
}

/** How gzip begins (RFC 1952 §2.3.1), read as UTF-8. */
const GZIP = '\u001f\ufffd\b'

/** What a page gets in place of the data that it calls for, as the rest of a sentence; undefined where it may be data. */
function insteadOfData({ status, headers, text }: Answer): string | undefined {
  // A rule for all paths gives a whole page.
  if (status === 200 && essenceOf(headers['content-type']) === 'text/html' && IS_PAGE.test(text))
    return 'with a web page'
  // The request had no condition (RFC 9110 §15.4.5): browsers have nothing that they could use.
  if (status === 304) return 'with 304 and no content, though the request names nothing that it has'
  return text.startsWith(GZIP)
    ? 'with gzip, compressed twice or without Content-Encoding: browsers read no data in it'
    : undefined
}

function inPlaceOfData(
  answer: Answer,
  { request, method }: CorsRoute,
  promise: string,
  instead: string,
): Finding {
  return findingOf('route.shape', request.service, answer, {
    subject: `${method} ${request.path}`,
    promise,
    expected: 'data',
    summary: `${request.service} answers ${method} ${request.path}, which the web app calls, ${instead}`,
  })
}

/** Browsers follow a redirect, and not from https to plain http. */
function isDowngrade({ asked, headers }: Answer): boolean {
  return asked.url.startsWith('https:') && headers.location?.startsWith('http:') === true
}

function asBrowsersAsk(finding: Finding | undefined): Finding | undefined {
  const line = 'the request was like that of a browser, with an Origin and with compression'
  return finding && withEvidence(finding, [line])
}
