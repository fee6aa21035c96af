import type { PagePromise } from '../../../../contracts/contract.ts'
import type { Exchange } from '../../../http/exchange.ts'
import { lookUp } from '../../../promise/look-up.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { isLoopback } from '../../../url/is-loopback.ts'
import { deriveHttpUrl } from '../../../url/websocket-url.ts'
import { judgeRouteAnswered } from '../access/judge-route-answered.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'

function get(service: string, path: string) {
  return { service, path, method: 'GET' as const }
}

/** Whether the page is there and has something to show. */
export function judgePage(exchange: Exchange, page: PagePromise): Finding | undefined {
  const promise = `GET ${page.path} gives a page with content`
  const unanswered = judgeRouteAnswered(exchange, get(page.service, page.path), promise)
  if (unanswered !== undefined || exchange.kind !== 'answer') return unanswered
  const words = {
    promise,
    expected: `200, HTML, at least ${page.atLeastCharacters} characters`,
    got: `${describeExchange(exchange)} (${exchange.text.length} characters)`,
  }
  if (exchange.status === 404)
    return findingOf('route.missing', page.service, exchange.asked, words)
  if (exchange.status !== 200) return findingOf('route.shape', page.service, exchange.asked, words)
  if (!/<(?:!doctype|html)/i.test(exchange.text.slice(0, 1024)))
    return findingOf('service.wrong-identity', page.service, exchange.asked, words)
  return exchange.text.length < page.atLeastCharacters
    ? findingOf('frontend.blank', page.service, exchange.asked, words)
    : undefined
}

/** Whether every script and style that the page names loads, as what it is; none named means an empty shell. */
export function judgeAssets(
  assets: readonly { readonly url: string; readonly exchange: Exchange }[],
  pageExchange: Exchange,
  page: PagePromise,
): Finding | undefined {
  const promise = `the scripts and styles that GET ${page.path} names load`
  if (assets.length === 0)
    return findingOf('frontend.blank', page.service, pageExchange.asked, {
      promise,
      expected: 'at least one script or style',
      got: 'a page that names none',
    })
  const missing = assets.filter(
    ({ exchange }) =>
      exchange.kind !== 'answer' ||
      exchange.status !== 200 ||
      /text\/html/i.test(exchange.headers['content-type'] ?? ''),
  )
  const first = missing[0]
  if (first === undefined) return undefined
  return findingOf('frontend.asset-missing', page.service, first.exchange.asked, {
    promise,
    subject: quote(new URL(first.url).pathname, 120),
    expected: '200 with a script or a style',
    got: describeExchange(first.exchange),
    evidence: [`${missing.length} of ${assets.length} do not load`],
  })
}

/** The URL that each name baked into the build should be: of this environment. */
export type Intended = Readonly<Record<string, string>>

/** Whether the URLs that the build says it was baked with are those of this environment. */
export function judgeBaked(
  exchange: Exchange,
  page: PagePromise,
  intended: Intended,
): readonly Finding[] {
  const baked = page.baked
  if (baked === undefined) return []
  const promise = 'the URLs baked into the build are those of this environment'
  const unanswered = judgeRouteAnswered(exchange, get(page.service, baked.path), promise)
  if (unanswered !== undefined || exchange.kind !== 'answer')
    return unanswered === undefined ? [] : [unanswered]
  return Object.entries(baked.urls).flatMap(([name, where]) => {
    const said = lookUp(exchange, where)
    const wanted = intended[name]
    if (typeof said !== 'string' || wanted === undefined) return []
    return judgeUrl(said, wanted, { promise, name, page, exchange })
  })
}

function judgeUrl(
  said: string,
  wanted: string,
  {
    promise,
    name,
    page,
    exchange,
  }: { promise: string; name: string; page: PagePromise; exchange: Exchange },
): readonly Finding[] {
  const host = hostOf(said)
  const wantedHost = hostOf(wanted)
  if (host === wantedHost) return []
  const stray = host !== undefined && isLoopback(new URL(said).hostname)
  return [
    findingOf(
      stray ? 'frontend.localhost' : 'frontend.wrong-target',
      page.service,
      exchange.asked,
      {
        promise,
        subject: name,
        expected: `${name}: ${wantedHost ?? wanted}`,
        got: `${name}: ${quote(said, 160)}`,
      },
    ),
  ]
}

/** Loopback URLs with a port written into a script: what browsers of users would call on their own machines. */
const LOOPBACK_URL = /\b(?:https?|wss?):\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]):\d{2,5}/gi

/** Whether a script calls the user's own machine; `intended` hosts are excused, so that a local deployment may. */
export function judgeScripts(
  assets: readonly { readonly url: string; readonly exchange: Exchange }[],
  page: PagePromise,
  intended: Intended,
): Finding | undefined {
  const allowed = new Set(Object.values(intended).map(hostOf))
  for (const { exchange } of assets) {
    if (exchange.kind !== 'answer') continue
    const stray = (exchange.text.match(LOOPBACK_URL) ?? []).filter(
      (url) => !allowed.has(hostOf(url)),
    )
    if (stray[0] !== undefined)
      return findingOf('frontend.localhost', page.service, exchange.asked, {
        promise: 'no script of the page calls the machine of whoever opens it',
        expected: 'only URLs of this environment',
        got: `${quote(stray[0], 80)}${stray.length > 1 ? ` and ${stray.length - 1} more` : ''}`,
      })
  }
  return undefined
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(deriveHttpUrl(url)).host : undefined
}
