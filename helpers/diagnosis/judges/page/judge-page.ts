import type { PagePromise } from '../../../../contracts/schema/page.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import type { PageParts } from '../../../page/read-page.ts'
import { lookUp } from '../../../promise/where.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { isLoopback } from '../../../url/is-loopback.ts'
import { hostOf } from '../../../url/join-url.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf, withEvidence } from '../finding-of.ts'
import { cacheEvidence } from '../health/answer-signs.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'
import { judgeInPlace } from './judge-in-place.ts'
import { isAnotherPath } from './judge-socket-path.ts'
import { essenceOf } from './why-not-loaded.ts'

function get(service: string, path: string) {
  return { service, path, method: 'GET' as const }
}

/**
 * Whether the page is there and has something to show. `plain` is the same page asked for without compression, where
 * the answer to browsers is broken.
 */
export function judgePage(
  exchange: Exchange,
  page: PagePromise,
  plain?: Exchange,
): Finding | undefined {
  const promise = `GET ${page.path} gives a page with content`
  const unanswered = judgeRouteAnswered(exchange, get(page.service, page.path), promise)
  if (unanswered !== undefined && plain?.kind === 'answer' && plain.status === 200)
    return withEvidence(
      {
        ...unanswered,
        summary: `${page.service}: the page is broken if it is requested with compression, as browsers do`,
      },
      [
        `without compression (Accept-Encoding: identity) the answer is 200 with ${plain.text.length} characters`,
      ],
    )
  if (unanswered !== undefined || exchange.kind !== 'answer') return unanswered
  const words = {
    promise,
    expected: `200, HTML, at least ${page.atLeastCharacters} characters`,
    got: `${describeExchange(exchange)} (${exchange.text.length} characters)`,
  }
  if (exchange.status === 404)
    return findingOf('route.missing', page.service, exchange.asked, words)
  if (exchange.status !== 200) return findingOf('route.shape', page.service, exchange.asked, words)
  if (exchange.text.trim() === '')
    return findingOf('frontend.blank', page.service, exchange.asked, words)
  const shown = whyNotShown(exchange.headers)
  if (shown !== undefined)
    return findingOf('route.shape', page.service, exchange.asked, {
      ...words,
      summary: `${page.service}: the page at ${exchange.asked.url} is sent ${shown}`,
    })
  // Browsers make a page of any text in marks; a doctype changes how it is drawn alone.
  if (!/<[a-z!]/i.test(exchange.text.slice(0, 1024)))
    return findingOf('service.wrong-identity', page.service, exchange.asked, words)
  return exchange.text.length < page.atLeastCharacters
    ? findingOf('frontend.blank', page.service, exchange.asked, words)
    : undefined
}

/** Why browsers show no page though its HTML is there, as the rest of a sentence; without a type they look for themselves. */
function whyNotShown(headers: Answer['headers']): string | undefined {
  if (/^\s*attachment\b/i.test(headers['content-disposition'] ?? ''))
    return 'as an attachment: browsers store it as a file'
  const type = essenceOf(headers['content-type'])
  const mayGuess = !/^\s*nosniff\b/i.test(headers['x-content-type-options'] ?? '')
  if (type === undefined)
    return mayGuess ? undefined : 'without a type and with nosniff: browsers show its source'
  if (type === 'text/html' || type === 'application/xhtml+xml') return undefined
  return `as ${quote(type, 60)}: browsers show its source or store it as a file`
}

/** Whether it is the promised page, by its title and by what it shows: not a web server's welcome, a host's own page or another app. */
export function judgeContent(
  parts: PageParts,
  exchange: Answer,
  promised: PagePromise,
): Finding | undefined {
  const { service, path, title, says = [] } = promised
  const shown = [parts.title, parts.text].map(unspaced)
  const lacks = says.filter((words) => !shown.some((text) => text.includes(unspaced(words))))
  const isTitled = title === undefined || oneLine(parts.title) === oneLine(title)
  const isKept = isTitled && lacks.length === 0
  // Without a promise of what it shows, the page itself can only say that it is not the app.
  if (isKept && (title !== undefined || says.length > 0)) return undefined
  const inPlace = judgeInPlace(parts, exchange, promised)
  if (inPlace !== undefined || isKept) return inPlace
  const wanted = [
    ...(title === undefined ? [] : [`the title ${quote(title, 80)}`]),
    ...says.map((words) => quote(words, 80)),
  ].join(', ')
  const text = parts.text === '' ? 'no text' : quote(parts.text, 160)
  const got = `the title ${quote(parts.title, 80)}, and ${text}`
  return findingOf('service.wrong-identity', service, exchange.asked, {
    promise: `GET ${path} gives the page of ${service}`,
    expected: wanted,
    got,
    summary: isTitled
      ? `${service}: the page at ${exchange.asked.url} does not show ${lacks.map((words) => quote(words, 80)).join(', ')}`
      : `${service}: another page is at ${exchange.asked.url}, with the title ${quote(parts.title, 80)}`,
    evidence: cacheEvidence(exchange),
  })
}

/** Marks within a word, as in `Wel<b>come</b>`, show no space. */
function unspaced(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, '')
}

function oneLine(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, ' ').trim()
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
  const places = Object.values(baked.urls)
  if (places.every((where) => typeof lookUp(exchange, where) !== 'string'))
    return [
      findingOf('route.shape', page.service, exchange, {
        promise,
        subject: `GET ${baked.path}`,
        expected: `a URL at ${places.join(', ')}`,
        summary: `${page.service}: the answer at ${exchange.asked.url} names no URL at ${places.join(', ')}, where the build should say which it calls`,
      }),
    ]
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
  const isSame = host === wantedHost
  if (isSame && !isAnotherSocket(said, wanted)) return []
  const stray = host !== undefined && isLoopback(new URL(said).hostname)
  return [
    findingOf(
      stray ? 'frontend.localhost' : 'frontend.wrong-target',
      page.service,
      exchange.asked,
      {
        promise,
        subject: name,
        expected: `${name}: ${(isSame ? undefined : wantedHost) ?? wanted}`,
        got: `${name}: ${quote(said, 160)}`,
      },
    ),
  ]
}

/** Whether a URL of the socket's host leads to another path; one without a path, or with the first part of it, is a base. */
function isAnotherSocket(said: string, wanted: string): boolean {
  return /^wss?:/i.test(wanted) && isAnotherPath(said, wanted)
}
