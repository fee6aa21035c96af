import type { Exchange } from '../../../http/exchange.ts'
import { type Finding, tried } from '../../../record/finding.ts'
import { ANOTHER_ANSWERS_CHANGES } from '../../experiments/another-answers.ts'
import { GOOD_TOKEN_CHANGES, isSameAnswer } from '../../experiments/good-token.ts'
import { describeExchange, titleSaid } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { isPage } from '../health/answer-signs.ts'
import type { RefusalFact } from './judge-refusal.ts'

/** Whether an answer leaves it open that the route is there: 404, 405, or a page that every path may get. */
export function mayBeAbsent(exchange: Exchange): boolean {
  return (
    isPage(exchange) ||
    (exchange.kind === 'answer' && (exchange.status === 404 || exchange.status === 405))
  )
}

/** Answers that show whose page a route gives, each without a token or with that of the route. */
export interface OtherPages {
  /** The answer at a path beside the route that cannot exist. */
  readonly nowhere: Exchange
  /** The start page of the web app, where the platform has one. */
  readonly start?: { readonly service: string; readonly exchange: Exchange }
}

/** Which other page an answer is, in words for the first line and for the evidence; undefined where it is none of them. */
function otherPage(exchange: Exchange, { nowhere, start }: OtherPages) {
  if (!isPage(exchange)) return undefined
  if (isSameAnswer(exchange, nowhere))
    return {
      is: 'nowhere',
      as: 'a web page, as it answers a path beside it that cannot exist',
      changed: ANOTHER_ANSWERS_CHANGES.nowhere,
    }
  return start !== undefined && isSameAnswer(exchange, start.exchange)
    ? {
        is: 'start',
        as: `the start page of ${start.service}`,
        changed: `the start page of ${start.service}`,
      }
    : undefined
}

/**
 * A protected route that answers everybody with the page that a path which cannot exist gets, or with the start page of the
 * web app: the route is not open, it is not there.
 */
export function judgeCatchAll(
  { route, exchange, good }: RefusalFact,
  pages: OtherPages,
): Finding | undefined {
  if (good !== undefined && !isPage(good)) return undefined
  const other = otherPage(exchange, pages)
  if (other === undefined) return undefined
  const { service, method, path } = route.request
  return findingOf('service.wrong-identity', service, exchange, {
    subject: `${method} ${path}`,
    promise: `${method} ${path} refuses a request without credentials`,
    expected: 'an answer of the route',
    summary: `${service} answers ${method} ${path} with ${other.as}: a web server or the web app answers, and not the API`,
    nextSteps: [
      `Look at the rules in front of ${service}: which one sends its routes to the web app, or to a folder of files?`,
    ],
    evidence: [tried(other.changed, 'the same page', 'a route that is open to everybody')],
  })
}

/** The page that the good token gets, and what shows whether it is one of the route. */
export interface PageFact extends RefusalFact, OtherPages {
  /** The answer of the route without a token. */
  readonly without: Exchange
}

/**
 * A protected route that gives the good token the page that a path which cannot exist gets, or the start page of the web app:
 * it accepts no token, something else answers. What it gives to other tokens then says nothing about a check of tokens.
 */
export function judgeSignedInPage({
  route,
  exchange,
  without,
  ...pages
}: PageFact): Finding | undefined {
  const other = otherPage(exchange, pages)
  if (other === undefined) return undefined
  const catchAll = judgeCatchAll({ route, exchange: without, good: exchange }, pages)
  if (catchAll !== undefined) return catchAll
  const { service, method, path } = route.request
  const title = titleSaid(exchange)
  const shown =
    other.is === 'nowhere'
      ? `a web page${title === undefined ? '' : ` (${title})`}, also at a path that cannot exist`
      : other.as
  return findingOf('service.wrong-identity', service, exchange, {
    subject: `${method} ${path}`,
    promise: `${service} accepts the good token at ${method} ${path}`,
    expected: 'an answer of the route',
    summary: `${service} answers requests that carry a token with ${shown}: something in front of it answers signed-in users, and not the API`,
    nextSteps: [
      `Look at the rules in front of ${service} that depend on Authorization or on a session: one of them sends signed-in users to a page.`,
    ],
    evidence: [
      tried(
        other.is === 'nowhere' ? `${other.changed}, with the same token` : other.changed,
        'the same page',
        'a route that accepts the token',
      ),
      tried(GOOD_TOKEN_CHANGES.without, describeExchange(without)),
    ],
  })
}
