import type { ProtectedRoute } from '../../../../contracts/schema/service.ts'
import type { Exchange } from '../../../http/exchange.ts'
import { type Finding, tried } from '../../../record/finding.ts'
import { AGAIN_ALONE } from '../../experiments/good-token.ts'
import { withEvidence } from '../finding-of.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'
import { isAccepted } from './accepted.ts'
import { countOf, isMixed, sometimesInWords } from './sometimes.ts'

/** Answers to the good token, some of them only after a retry, and what came later without one. */
export interface RetriedFact {
  readonly route: ProtectedRoute
  readonly answers: readonly Exchange[]
  /** One at a time, each on a connection of its own, none sent twice. */
  readonly alone: readonly Exchange[]
}

/** One failure may be of an instance that is being replaced at this moment, or of the network. */
const FEWEST_FAILURES = 2

/** Whether an answer came only after a try that was cut, refused or answered with 502, 503 or 504; a first call that was slow is no such try. */
export function isRetried({ tries, earlier }: Exchange): boolean {
  return tries > 1 && earlier[0]?.startsWith('http.timeout') !== true
}

/** Whether requests fail again and again that a retry heals: an instance is broken, and users who meet it are not retried. */
export function judgeRetried({ route, answers, alone }: RetriedFact): Finding | undefined {
  const count = countOf(alone, (one) => isAccepted(one, route))
  const bad = alone.find((one) => !isAccepted(one, route))
  if (bad === undefined || count.bad < FEWEST_FAILURES || !isMixed(count)) return undefined
  const { service, method, path } = route.request
  const promise = `${service} accepts the good token at ${method} ${path}`
  const finding = judgeRouteAnswered(bad, route.request, promise)
  return (
    finding &&
    withEvidence({ ...finding, summary: sometimesInWords(route.request, finding.code, count) }, [
      `${answers.filter(isRetried).length} of ${answers.length} requests before that were answered as promised only after a retry`,
      tried(AGAIN_ALONE, `${count.all - count.bad} of ${count.all} times accepted`),
    ])
  )
}
