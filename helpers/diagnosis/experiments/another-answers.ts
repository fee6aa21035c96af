import type { Exchange } from '../../http/exchange.ts'
import { type ExperimentResult, tried } from '../../record/finding.ts'
import { quote } from '../../text/quote.ts'
import { describeExchange } from '../judges/describe-exchange.ts'
import { movedTo } from '../judges/health/answer-signs.ts'
import { type Experiment, isSameAnswer } from './good-token.ts'

/** The experiments where something else seems to answer in place of the service: a redirect, a gateway, a cache. */
export const ANOTHER_ANSWERS_EXPERIMENTS = {
  target: {
    id: 'target',
    changes: 'the target of the redirect',
    tells: 'an address that has moved from a redirect that leads nowhere',
    costs: 1,
  },
  nowhere: {
    id: 'nowhere',
    changes: 'a path that cannot exist',
    tells: 'an app that fails at one route from a server in front that answers for every path',
    costs: 1,
  },
  above: {
    id: 'above',
    changes: 'the same path without the path of the base URL, or with less of it',
    tells: 'a base URL with a wrong path from an app that lacks the route',
    costs: 1,
  },
  unseen: {
    id: 'unseen',
    changes: 'the same with a query that no cache has seen',
    tells: 'a cache from an app that sends Age itself',
    costs: 1,
  },
  asBrowser: {
    id: 'asBrowser',
    changes: 'a path that cannot exist, with the User-Agent of a browser',
    tells: 'a filter of clients from a wall that refuses everybody',
    costs: 1,
  },
} as const satisfies Readonly<Record<string, Experiment>>

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
          result(
            'target',
            leadsOn(target) ?? describeExchange(target),
            isServed(target) ? 'a redirect that leads nowhere' : undefined,
          ),
        ]),
    ...(nowhere === undefined
      ? []
      : [
          isSameAnswer(answer, nowhere)
            ? result('nowhere', 'the same answer', whatFails(answer))
            : result('nowhere', describeExchange(nowhere)),
        ]),
    ...(above === undefined
      ? []
      : [result('above', describeExchange(above), 'an app that lacks the route')]),
    ...(unseen === undefined
      ? []
      : [
          isCacheless(unseen)
            ? result('unseen', 'no sign of a cache', 'an app that sends these headers itself')
            : result('unseen', describeExchange(unseen)),
        ]),
    ...(asBrowser === undefined
      ? []
      : [
          isSameAnswer(answer, asBrowser)
            ? result('asBrowser', 'the same answer', 'a filter that looks only at the User-Agent')
            : result('asBrowser', describeExchange(asBrowser)),
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

function result(
  id: keyof typeof ANOTHER_ANSWERS_EXPERIMENTS,
  saw: string,
  excludes?: string,
): ExperimentResult {
  return tried(ANOTHER_ANSWERS_EXPERIMENTS[id].changes, saw, excludes)
}
