import type { PublicRoute } from '../../../../contracts/schema/service.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import type { Code } from '../../../record/code.ts'
import { type ExperimentResult, type Finding, tried } from '../../../record/finding.ts'
import { AGAIN_ALONE } from '../../experiments/good-token.ts'
import { describeExchange, reasonIn, reasonSaid, statusInstead } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { isSentToSignIn } from '../health/answer-signs.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'
import { isAccepted } from './accepted.ts'
import { judgeKeptAnswer } from './judge-cached-route.ts'
import type { RefusalFact } from './judge-refusal.ts'
import { countOf, sometimesInWords } from './sometimes.ts'
import { REASON_WORDS, statedReason } from './stated-reason.ts'
import { type EndedByExp, judgeEnded } from './token-times.ts'

/** A protected route, its answer to the good token, and what came when it was asked again, where it did not accept it. */
export interface OpenedFact extends RefusalFact {
  readonly again?: readonly Exchange[]
  /** The token had ended by its own `exp` before that answer. */
  readonly ended?: EndedByExp
}

/**
 * Whether one protected route accepts a token that another route of the same service accepts. If not, the fault is in
 * this route: it is missing, forbidden, broken or of another shape. If it accepts the token when it is asked again, the
 * fault is in an instance.
 */
export function judgeOpened(fact: OpenedFact): Finding | undefined {
  const { route, exchange } = fact
  const { service, method, path } = route.request
  const promise = `${method} ${path} opens for the good token`
  const unanswered = judgeRouteAnswered(exchange, route.request, promise, route.accepted)
  if (unanswered !== undefined)
    return { ...unanswered, ...acceptedSometimes(fact, unanswered.code) }
  if (exchange.kind !== 'answer' || isAccepted(exchange, route)) return undefined
  const kept = judgeKeptAnswer(exchange, route.request, {
    promise,
    expected: route.accepted.join(' or '),
  })
  if (kept !== undefined) return kept
  if (fact.ended !== undefined) return judgeEnded(fact, fact.ended, promise)
  const isNo = route.accepted.includes(exchange.status)
  const said = reasonSaid(exchange) ?? (isNo ? reasonIn(exchange.json) : undefined)
  const reason = statedReason(exchange)
  const isRefused =
    exchange.status === 401 ||
    exchange.status === 403 ||
    reason !== undefined ||
    isNo ||
    isSentToSignIn(exchange)
  const code = codeOf(exchange, isRefused)
  const words = {
    promise,
    expected: route.accepted.join(' or '),
    got: describeExchange(exchange),
    ...(reason !== undefined && { nextSteps: [REASON_WORDS[reason].step] }),
    // The first line has its meaning where some answers were good.
    ...(said !== undefined && (reason === undefined || !acceptsSometimes(fact)) && { said }),
  }
  const sometimes = acceptedSometimes(fact, code)
  return sometimes.summary === undefined
    ? findingOf(code, service, exchange.asked, {
        ...words,
        subject: `${method} ${path}`,
        ...(code === 'route.shape' && { summary: instead(exchange, route) }),
        evidence: [
          `other routes of ${service} accept the same token`,
          ...(reason === undefined ? [] : [REASON_WORDS[reason].means]),
          ...askedAgain(fact),
        ],
      })
    : findingOf(isRefused ? 'trust.token-rejected' : code, service, exchange.asked, {
        ...words,
        ...sometimes,
        ...(!isRefused && { subject: `${method} ${path}` }),
        evidence: [
          ...(reason === undefined ? [] : [REASON_WORDS[reason].means]),
          ...askedAgain(fact),
        ],
      })
}

function codeOf({ status }: Answer, isRefused: boolean) {
  if (status === 404 || status === 405) return 'route.missing'
  return isRefused ? 'route.forbidden' : 'route.shape'
}

function instead(answer: Answer, { accepted, request }: Pick<PublicRoute, 'accepted' | 'request'>) {
  const { service, method, path } = request
  return statusInstead({ service, subject: `${method} ${path}` }, answer, accepted)
}

/** How often the route accepted the token when it was asked again. */
export function askedAgain({ route, again = [] }: OpenedFact): readonly ExperimentResult[] {
  if (again.length === 0) return []
  const accepted = again.filter((one) => isAccepted(one, route)).length
  return [tried(AGAIN_ALONE, `${accepted} of ${again.length} times accepted`)]
}

export function acceptsSometimes({ route, again = [] }: OpenedFact): boolean {
  return again.some((one) => isAccepted(one, route))
}

/** The first line where some answers are good. */
export function acceptedSometimes(fact: OpenedFact, code: Code): { readonly summary?: string } {
  const { route, exchange, again = [] } = fact
  if (!acceptsSometimes(fact)) return {}
  const count = countOf([exchange, ...again], (one) => isAccepted(one, route))
  const line = sometimesInWords(route.request, code, count)
  const isRefused = code === 'route.forbidden' || code === 'trust.token-rejected'
  const first = isRefused && exchange.kind === 'answer' ? statedReason(exchange) : undefined
  return { summary: first === undefined ? line : `${line}: ${REASON_WORDS[first].means}` }
}

/** A route that is open to everybody on purpose, and its answer to a request without a token. */
export interface PublicFact {
  readonly route: PublicRoute
  readonly exchange: Exchange
}

/** Whether a route that is open to everybody on purpose answers without a token. */
export function judgePublic({ route, exchange }: PublicFact): Finding | undefined {
  const { service, method, path } = route.request
  const subject = `${method} ${path}`
  const promise = `${subject} answers without a token`
  const unanswered = judgeRouteAnswered(exchange, route.request, promise, route.accepted)
  if (unanswered !== undefined || exchange.kind !== 'answer') return unanswered
  if (route.accepted.includes(exchange.status)) return undefined
  const said = reasonSaid(exchange)
  const isSentAway = isSentToSignIn(exchange)
  const isClosed = isSentAway || exchange.status === 401 || exchange.status === 403
  const code = codeOf(exchange, isClosed)
  return findingOf(code, service, exchange, {
    subject,
    promise,
    expected: route.accepted.join(' or '),
    evidence: [`the contract says that this route is open to everybody: ${route.title}`],
    ...(code === 'route.shape' && { summary: instead(exchange, route) }),
    ...(isClosed && {
      summary: isSentAway
        ? `${service} sends callers of ${subject} to a page to sign in, and this route is open to everybody`
        : `${service} refuses ${subject} without a token, and this route is open to everybody`,
      nextSteps: [
        `Look for what asks for a sign-in at ${path}: a rule of the edge in front of ${service}, or the list of open paths in its check of tokens.`,
        'If the route is meant to need a token now, move it to `protectedRoutes` of the contract, and change every client.',
      ],
    }),
    ...(said !== undefined && { said }),
  })
}
