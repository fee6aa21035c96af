import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { GOOD_TOKEN_EXPERIMENTS } from '../../experiments/good-token.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { isAccepted } from './accepted.ts'
import type { AcceptanceFact } from './judge-acceptance.ts'
import { LOOK_FOR_LAG } from './young-token.ts'

/** A token that was refused while several requests ran at a time, and accepted each time alone: users do not meet it. */
export function judgeUnderLoad(
  { service, route, look, answers }: AcceptanceFact,
  first: Exchange,
  title: string,
  counts: string,
): Finding {
  const { burst } = look ?? {}
  const isLoad = burst === undefined || burst.some((one) => !isAccepted(one, route))
  const isSlow = first.kind === 'no-answer' && first.fault === 'http.timeout'
  return findingOf(isSlow ? 'service.slow' : 'check.flaky', service.name, first.asked, {
    promise: title,
    expected: 'the same answer every time',
    got: `${describeExchange(first)} (${counts})`,
    severity: 'warning',
    summary: isSlow
      ? `${service.name} did not answer its first requests in time, and answers now, as after a cold start`
      : isLoad
        ? `${service.name} refuses the good token while several requests run at a time (${counts}), and accepts it alone`
        : `${service.name} refuses the good token at first (${counts}), and accepts it moments later, as many requests at a time too`,
    evidence: [
      `${look?.alone?.length ?? 0} more requests, one at a time, each on its own connection: all accepted`,
      `before that, ${answers.length} requests ran at a time, or waited for each other`,
      ...(burst === undefined
        ? []
        : [
            {
              kind: 'experiment',
              changed: GOOD_TOKEN_EXPERIMENTS.burst.changes,
              saw: `${burst.filter((one) => isAccepted(one, route)).length} of ${burst.length} times accepted`,
              ...(!isLoad && { excludes: 'the load of this run' }),
            } as const,
          ]),
    ],
    nextSteps: isSlow
      ? [
          'Keep one instance warm (on Cloud Run `--min-instances 1`), or send a first request to each route at the end of the deploy.',
        ]
      : !isLoad
        ? [LOOK_FOR_LAG]
        : [
            'Set MAX_CONCURRENT_REQUESTS to 1 or 2 and run again: if the warning is gone, the service needs more time, or more capacity for requests of its own.',
          ],
  })
}
