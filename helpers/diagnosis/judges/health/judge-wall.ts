import type { ServicePromise } from '../../../../contracts/schema/service.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { readAnotherAnswers } from '../../experiments/another-answers.ts'
import { isSameAnswer } from '../../experiments/good-token.ts'
import { findingOf } from '../finding-of.ts'

/** What an app says itself at many paths: sign in, no such path, another method, too many requests (RFC 9110 §15.5, RFC 6585 §4). */
const OF_APPS: ReadonlySet<number> = new Set([401, 404, 405, 429])

/** How Envoy refuses HTTP/1.0 where `accept_http_10` is not set, and Istio with it. */
const UPGRADE_REQUIRED = 426

/** Statuses of a host that a server does not serve: Django answers 400, RFC 9110 §15.5.20 has 421. */
const OF_HOSTS: ReadonlySet<number> = new Set([400, 421])

/** The second look at a refusal that may be the same at every path. */
export interface WallLook {
  /** A GET of a path that cannot exist. */
  readonly nowhere: Exchange
  /** The same with the User-Agent of a browser. */
  readonly asBrowser?: Exchange
}

/** Whether an answer may be that of a wall: a 4xx that an app does not give for many reasons, and no JSON. */
export function mayBeWall(exchange: Exchange): exchange is Answer {
  return (
    exchange.kind === 'answer' &&
    exchange.status >= 400 &&
    exchange.status < 500 &&
    !OF_APPS.has(exchange.status) &&
    exchange.json === undefined
  )
}

/** Whether every path is refused in the same way, as far as the answer at a path that cannot exist shows it. */
export function isAtEveryPath(refused: Answer, { nowhere }: WallLook): boolean {
  return isSameAnswer(refused, nowhere)
}

/**
 * The finding about a refused request after the second look: where a path that cannot exist is refused with the same page,
 * the refusal says nothing about the request. Undefined where it is not.
 */
export function judgeWall(
  refused: Answer,
  service: ServicePromise,
  look: WallLook,
): Finding | undefined {
  const { name } = service
  if (!isAtEveryPath(refused, look)) return undefined
  const { method, url } = refused.asked
  return findingOf('edge.refused', name, refused, {
    promise: `${method} ${url} is answered by the app`,
    expected: 'an answer of the application',
    evidence: readAnotherAnswers(refused, look),
    summary: `${name}: ${method} ${url} gets the same ${refused.status} as a path that cannot exist: a server in front of the app, or an app that refuses every request for one reason`,
    nextSteps: wallSteps(refused),
    ...clientRefused(refused, service, look),
  })
}

/** The first line and the next step where the User-Agent of a browser is answered otherwise; undefined where it is not. */
export function clientRefused(
  { status, asked: { method, url } }: Answer,
  { name }: ServicePromise,
  { asBrowser }: Pick<WallLook, 'asBrowser'>,
): Pick<Finding, 'summary' | 'nextSteps'> | undefined {
  if (asBrowser?.kind !== 'answer' || asBrowser.status === status) return undefined
  return {
    summary: `${name}: ${method} ${url} and a path that cannot exist get ${status}; with the User-Agent of a browser that path gets ${asBrowser.status}: a filter refuses the client that this run is`,
    nextSteps: [
      'Let the User-Agent of this run, which begins with post-deploy-smoke/, pass the filter of clients: bot rules of the WAF, the CDN or the app. Monitors and API clients of users may be refused too.',
    ],
  }
}

/** What to look at first where every path is refused so: the HTTP version, or the name of the host. */
export function wallSteps({ status, text, asked: { url } }: Answer): readonly string[] {
  if (status === UPGRADE_REQUIRED)
    return [
      'If a proxy asks the app, let it speak HTTP/1.1 (nginx: `proxy_http_version 1.1;`): Envoy and Istio refuse HTTP/1.0 with 426.',
    ]
  if (!OF_HOSTS.has(status) && !/\bhosts?\b/i.test(text.slice(0, 2048))) return []
  const host = URL.canParse(url) ? new URL(url).host : url
  return [
    `Does the app accept the host name ${quote(host, 120)}? ALLOWED_HOSTS (Django), config.hosts (Rails), allowed_hosts (Starlette) and AllowedHosts (ASP.NET) name those that it accepts; health routes are often excepted.`,
  ]
}
