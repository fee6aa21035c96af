import type { Refusal } from '../../../../contracts/schema/common.ts'
import type { ProtectedRoute } from '../../../../contracts/schema/service.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import { expectedInWords, isRefused } from '../../../promise/expectation.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'
import { failsForAll, isAccepted, type NoInBody, noInBody, pageInstead } from './accepted.ts'
import { servedByCache } from './judge-cached-route.ts'
import { judgeSomePages } from './judge-some-pages.ts'
import { type Count, countOf, isMixed, sometimesInWords } from './sometimes.ts'

/** A protected route, and its answer to a request that it must refuse. */
export interface RefusalFact {
  readonly route: ProtectedRoute
  readonly exchange: Exchange
  /** What came when it was asked again, where it had crashed. */
  readonly again?: readonly Exchange[] | undefined
  /** The answer to the good token, where this one may mean that there is no such route. */
  readonly good?: Exchange
}

/** Whether a route answered with an error of its own, which proves nothing about what it refuses. */
export function hasCrashed(exchange: Exchange): boolean {
  return exchange.kind === 'answer' && exchange.status >= 500
}

/**
 * Whether a route refused the request, for the right reason. If the route accepted it, the code is `open`, by the kind
 * of token; any other failure proves nothing and is reported as it is.
 */
export function judgeRefusal(
  { route, exchange, good, again = [] }: RefusalFact,
  refusal: Refusal,
  open: Code,
  what: string,
): Finding | undefined {
  const service = route.request.service
  const promise = `${route.request.method} ${route.request.path} refuses ${what}`
  const unanswered = judgeRouteAnswered(exchange, route.request, promise, refusal.statuses)
  const refuses = (one: Exchange) => one.kind === 'answer' && isRefused(one, refusal)
  const count = countOf([exchange, ...again], refuses)
  if (unanswered !== undefined) {
    const summary = sometimesInWords(route.request, unanswered.code, count)
    return { ...unanswered, ...(isMixed(count) && { summary }) }
  }
  if (exchange.kind !== 'answer' || isRefused(exchange, refusal)) return undefined
  const words = {
    subject: `${route.request.method} ${route.request.path}`,
    promise,
    expected: refusalInWords(refusal),
    got: describeExchange(exchange),
  }
  const instead = pageInstead(exchange, good)
  const some = instead && judgeSomePages(route, what, [exchange, ...again])
  if (some !== undefined) return some
  const no = noInBody(exchange) ?? instead
  if (no !== undefined)
    return findingOf('route.shape', service, exchange.asked, {
      ...words,
      ...refusedIn2xx(
        { service, subject: words.subject, what, expected: words.expected },
        exchange,
        no,
      ),
      ...failsForAll(route, no, good),
    })
  if (exchange.status >= 200 && exchange.status < 300) {
    return findingOf(open, service, exchange.asked, {
      ...words,
      ...(isMixed(count) && { summary: acceptedSometimes(route, what, count) }),
      ...servedByCache(exchange, route.request, what),
      evidence: [`the route accepted ${what}: ${route.title}`],
    })
  }
  const isThere = good !== undefined && isAccepted(good, route)
  if ((exchange.status === 404 || exchange.status === 405) && !isThere)
    return findingOf('route.missing', service, exchange.asked, {
      ...words,
      ...(isMixed(count) && { summary: sometimesInWords(route.request, 'route.missing', count) }),
    })
  return findingOf('route.shape', service, exchange.asked, {
    ...words,
    summary: `${service} refuses ${what} at ${words.subject} with ${otherwiseInWords(exchange, refusal, count)}`,
    evidence: [
      'it was refused, but not as promised',
      ...(isThere ? ['the route is there: it accepts the good token'] : []),
    ],
  })
}

/** The status in place of the promised one, and at how many tries. */
function otherwiseInWords({ status }: Answer, refusal: Refusal, count: Count): string {
  const { statuses } = refusal
  const promised = statuses.length > 0 ? statusesInWords(statuses) : refusalInWords(refusal)
  return isMixed(count)
    ? `${status}, ${count.bad} of ${count.all} times, and ${promised} is promised, as when one instance has another configuration`
    : `${status}, and ${promised} is promised`
}

/** The first line where only some answers accept what each must refuse. */
function acceptedSometimes({ request }: ProtectedRoute, what: string, { bad, all }: Count): string {
  const { service, method, path } = request
  return `${service} accepts ${what} ${bad} of ${all} times at ${method} ${path}, as when one instance does not check`
}

/** The words for a refusal with a good status: nothing was given away, and clients that look at the status take it for a yes. */
export function refusedIn2xx(
  about: {
    readonly service: string
    readonly subject: string
    readonly what: string
    readonly expected: string
  },
  { status }: Answer,
  no: NoInBody,
): Pick<Finding, 'summary' | 'nextSteps'> & { readonly evidence: readonly string[] } {
  const { service, subject, what, expected } = about
  return {
    summary: `${service} refuses ${what} at ${subject} with ${status} and ${no.words} in its body, not with ${expected}`,
    evidence: [`the body holds ${no.words}, and nothing that the route shows`],
    nextSteps: [
      `If clients read the body, promise this refusal in the contract: \`${no.promise}\`; otherwise let ${service} answer ${expected}.`,
    ],
  }
}

/** `4xx` in place of its hundred statuses. */
function statusesInWords(statuses: readonly number[]): string {
  const classes = [4, 5].filter((one) => statuses.includes(one * 100 + 99))
  const others = statuses.filter((one) => !classes.includes(Math.floor(one / 100)))
  return [...others, ...classes.map((one) => `${one}xx`)].join(' or ')
}

export function refusalInWords({ statuses, says, lacks, reasons }: Refusal): string {
  const how = [
    statuses.length > 0 ? statusesInWords(statuses) : undefined,
    says && expectedInWords(says),
    lacks && `nothing at ${lacks}`,
  ]
    .filter(Boolean)
    .join(', or ')
  return reasons === undefined
    ? how
    : `${how}, saying ${reasons.map((reason) => `"${reason}"`).join(' or ')}`
}
