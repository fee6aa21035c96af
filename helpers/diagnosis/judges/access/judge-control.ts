import type { Exchange } from '../../../http/exchange.ts'
import { type Finding, tried } from '../../../record/finding.ts'
import { GOOD_TOKEN_CHANGES } from '../../experiments/good-token.ts'
import { describeExchange, reasonSaid } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { edgeOf } from '../health/edge-of.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'
import { isAccepted } from './accepted.ts'
import { judgeKeptAnswer } from './judge-cached-route.ts'
import { acceptedSometimes, acceptsSometimes, askedAgain, type OpenedFact } from './judge-opened.ts'
import { REASON_WORDS, statedReason } from './stated-reason.ts'
import { judgeEnded } from './token-times.ts'

/** The probe route after all refusals, and where it refuses the good token then, what was asked about it. */
export interface ControlFact extends OpenedFact {
  /** The answer to a new token of the same user. */
  readonly renewed?: Exchange
}

/** Whether the route still accepts the good token after the refusals: a route that refuses everything must not pass. */
export function judgeControl(fact: ControlFact): Finding | undefined {
  const { route, exchange, renewed } = fact
  if (isAccepted(exchange, route)) return undefined
  const { service } = route.request
  const promise = `${service} still accepts the good token after wrong ones were refused`
  const unanswered = judgeRouteAnswered(exchange, route.request, promise, route.accepted)
  if (unanswered !== undefined)
    return {
      ...unanswered,
      ...(unanswered.code === 'edge.refused' &&
        !acceptsSometimes(fact) &&
        turnedAwayInFront(service, exchange)),
      ...acceptedSometimes(fact, unanswered.code),
    }
  const kept = judgeKeptAnswer(exchange, route.request, {
    promise,
    expected: route.accepted.join(' or '),
  })
  if (kept !== undefined) return kept
  if (fact.ended !== undefined) return judgeEnded(fact, fact.ended, promise)
  const sometimes = acceptedSometimes(fact, 'trust.token-rejected')
  return findingOf('trust.token-rejected', service, exchange, {
    promise,
    expected: route.accepted.join(' or '),
    ...(sometimes.summary === undefined ? refusedAfter(fact) : sometimes),
    evidence: [
      'the good token was accepted before the wrong ones were sent, and is refused after them',
      ...askedAgain(fact),
      ...(renewed === undefined
        ? []
        : [
            tried(
              GOOD_TOKEN_CHANGES.renewed,
              isAccepted(renewed, route) ? 'accepted' : describeExchange(renewed),
            ),
          ]),
    ],
  })
}

function turnedAwayInFront(
  service: string,
  exchange: Exchange,
): Pick<Finding, 'summary' | 'nextSteps' | 'undecided'> {
  const edge = exchange.kind === 'answer' ? edgeOf(exchange) : undefined
  return {
    summary: `${service} accepted the good token before the wrong ones of this run; after them ${edge === undefined ? 'an edge' : edge} in front of it refuses the good one too: it may count refusals, and turn away their sender`,
    nextSteps: [limitStep(service)],
    undecided: true,
  }
}

function limitStep(service: string): string {
  return `Look for a limit on refused tokens in ${service} or before it, exempt the address of this machine, and run again when the time of the limit is over.`
}

/** A token that was accepted until wrong ones were sent: it ended meanwhile, something changed as the answer says, or the caller is refused for them. */
function refusedAfter({
  route,
  exchange,
  renewed,
}: ControlFact): Pick<Finding, 'summary' | 'nextSteps' | 'undecided' | 'said'> {
  const { service } = route.request
  const began = `${service} accepted the good token before the wrong ones of this run, and refuses it after them`
  if (renewed !== undefined && isAccepted(renewed, route))
    return {
      summary: `${began}; it accepts a new token of the same user: the first one ended meanwhile`,
      nextSteps: [REASON_WORDS.ended.step],
    }
  const reason = exchange.kind === 'answer' ? statedReason(exchange) : undefined
  if (reason !== undefined)
    return {
      summary: `${began}: ${REASON_WORDS[reason].means}`,
      nextSteps: [REASON_WORDS[reason].step],
    }
  const said = reasonSaid(exchange)
  return {
    summary: `${began}: it may count refusals, and turn away their sender`,
    nextSteps: [limitStep(service)],
    undecided: true,
    ...(said !== undefined && { said }),
  }
}
