import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { GOOD_TOKEN_CHANGES, type GoodTokenLook } from '../../experiments/good-token.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'
import type { AcceptanceFact } from './acceptance-fact.ts'
import { isAccepted } from './accepted.ts'
import { countOf, sometimesInWords } from './sometimes.ts'
import { LOOK_FOR_LAG } from './token-times.ts'

/** Below this chance that an instance of several was missed by the requests alone, the load of the run is the reason. */
const BY_CHANCE = 0.05

/**
 * The good token, not accepted while several requests ran at a time, and accepted each time alone. An error of the
 * application that nothing shows to be one of load is a failure: users who meet that instance meet it too.
 */
export function judgeUnderLoad(
  { service, route, look, answers }: AcceptanceFact,
  first: Exchange,
  title: string,
  counts: string,
): Finding {
  const { burst, alone = [] } = look ?? {}
  const accepts = (exchange: Exchange) => isAccepted(exchange, route)
  const isLoad = burst === undefined || burst.some((one) => !accepts(one))
  const crash = judgeRouteAnswered(first, route.request, title)
  if (crash?.code === 'route.error' && !isShownLoad(look, answers, accepts)) {
    const count = countOf([...answers, ...alone, ...(burst ?? [])], accepts)
    return { ...crash, summary: sometimesInWords(route.request, crash.code, count) }
  }
  const isSlow = first.kind === 'no-answer' && first.fault === 'http.timeout'
  const does =
    first.kind === 'no-answer'
      ? 'gives no answer to'
      : crash === undefined
        ? 'refuses'
        : `answers ${first.status} to`
  return findingOf(isSlow ? 'service.slow' : 'check.flaky', service.name, first.asked, {
    promise: title,
    expected: 'the same answer every time',
    got: `${describeExchange(first)} (${counts})`,
    severity: 'warning',
    summary: isSlow
      ? `${service.name} did not answer its first requests in time, and answers now, as after a cold start`
      : isLoad
        ? `${service.name} ${does} the good token while several requests run at a time (${counts}), and accepts it alone`
        : `${service.name} ${does} the good token at first (${counts}), and accepts it moments later, as many requests at a time too`,
    evidence: [
      `${alone.length} more requests, one at a time, each on its own connection: all accepted`,
      `before that, ${answers.length} requests ran at a time, or waited for each other`,
      ...(burst === undefined
        ? []
        : [
            {
              kind: 'experiment',
              changed: GOOD_TOKEN_CHANGES.burst,
              saw: `${burst.filter(accepts).length} of ${burst.length} times accepted`,
              ...(!isLoad && { excludes: 'the load of this run' }),
            } as const,
          ]),
    ],
    nextSteps: isSlow
      ? ['Keep one instance warm, or send a first request to each route at the end of the deploy.']
      : !isLoad
        ? [LOOK_FOR_LAG]
        : [
            'Set MAX_CONCURRENT_REQUESTS to 1 or 2 and run again: if the warning is gone, the service needs more time, or more capacity for requests of its own.',
          ],
  })
}

/** Whether so many requests failed at a time, and none alone, that one instance of several is no likely reason. */
function isShownLoad(
  { burst = [], alone = [] }: GoodTokenLook = {},
  answers: readonly Exchange[],
  accepts: (exchange: Exchange) => boolean,
): boolean {
  const together = [...answers, ...burst]
  const share = together.filter((one) => !accepts(one)).length / together.length
  return burst.some((one) => !accepts(one)) && (1 - share) ** alone.length < BY_CHANCE
}
