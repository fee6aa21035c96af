import type { Exchange } from '../../http/exchange.ts'
import { type ExperimentResult, tried } from '../../record/finding.ts'
import { quote } from '../../text/quote.ts'
import { describeExchange } from '../judges/describe-exchange.ts'
import { movedTo } from '../judges/health/answer-signs.ts'
import { isSameAnswer } from './good-token.ts'

/** The experiments where something else seems to answer in place of the service: a redirect, a gateway, a cache. */
export const ANOTHER_ANSWERS_CHANGES = {
  /** Distinguishes an address that has moved from a redirect that leads nowhere. */
  target: 'the target of the redirect',
  /** Distinguishes an app that fails at one route from a server in front that answers for every path. */
  nowhere: 'a path that cannot exist',
  /** Distinguishes a base URL with a wrong path from an app that lacks the route. */
  above: 'the same path without the path of the base URL, or with less of it',
  /** Distinguishes a cache from an app that sends Age itself. */
  unseen: 'the same with a query that no cache has seen',
  /** Distinguishes a filter of clients from a wall that refuses everybody. */
  asBrowser: 'a path that cannot exist, with the User-Agent of a browser',
} as const

/** What the second look at an answer of something else brought; an experiment that does not apply is absent. */
export interface AnotherAnswersLook {
  readonly target?: Exchange
  readonly nowhere?: Exchange
  readonly above?: Exchange
  readonly unseen?: Exchange
  readonly asBrowser?: Exchange
}

/** What each experiment showed of the answer, with what it excludes. */
export function readAnotherAnswers(
  answer: Exchange,
  { target, nowhere, above, unseen, asBrowser }: AnotherAnswersLook,
): readonly ExperimentResult[] {
  return [
    ...(target === undefined
      ? []
      : [
          tried(
            ANOTHER_ANSWERS_CHANGES.target,
            leadsOn(target) ?? describeExchange(target),
            isServed(target) ? 'a redirect that leads nowhere' : undefined,
          ),
        ]),
    ...(nowhere === undefined
      ? []
      : [
          isSameAnswer(answer, nowhere)
            ? tried(ANOTHER_ANSWERS_CHANGES.nowhere, 'the same answer', whatFails(answer))
            : tried(ANOTHER_ANSWERS_CHANGES.nowhere, describeExchange(nowhere)),
        ]),
    ...(above === undefined
      ? []
      : [
          tried(
            ANOTHER_ANSWERS_CHANGES.above,
            describeExchange(above),
            'an app that lacks the route',
          ),
        ]),
    ...(unseen === undefined
      ? []
      : [
          isCacheless(unseen)
            ? tried(
                ANOTHER_ANSWERS_CHANGES.unseen,
                'no sign of a cache',
                'an app that sends these headers itself',
              )
            : tried(ANOTHER_ANSWERS_CHANGES.unseen, describeExchange(unseen)),
        ]),
    ...(asBrowser === undefined
      ? []
      : [
          isSameAnswer(answer, asBrowser)
            ? tried(
                ANOTHER_ANSWERS_CHANGES.asBrowser,
                'the same answer',
                'a filter that looks only at the User-Agent',
              )
            : tried(ANOTHER_ANSWERS_CHANGES.asBrowser, describeExchange(asBrowser)),
        ]),
  ]
}

/** Every app answers a missing route as it answers a path that cannot exist. */
function whatFails(answer: Exchange): string | undefined {
  const isMissing = answer.kind === 'answer' && answer.status === 404
  return isMissing ? undefined : 'a route of the app that fails by itself'
}

/** Whether the target of a redirect answers with something other than another redirect or an error. */
export function isServed(target: Exchange): boolean {
  return target.kind === 'answer' && target.status < 300
}

function leadsOn(target: Exchange): string | undefined {
  const to = target.kind === 'answer' ? movedTo(target) : undefined
  return to === undefined ? undefined : `it redirects again, to ${quote(to, 160)}`
}

function isCacheless(exchange: Exchange): boolean {
  return (
    exchange.kind === 'answer' &&
    exchange.headers.age === undefined &&
    !/\bhit\b/i.test(`${exchange.headers['x-cache']} ${exchange.headers['cf-cache-status']}`)
  )
}
