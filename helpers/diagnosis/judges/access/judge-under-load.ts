import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import type { AcceptanceFact } from './judge-acceptance.ts'

/** Refused while this run asked for much at a time, and accepted each time when asked alone: no fault that users meet. */
export function judgeUnderLoad(
  { service, look, answers }: AcceptanceFact,
  first: Exchange,
  title: string,
  counts: string,
): Finding {
  const isSlow = first.kind === 'no-answer' && first.fault === 'http.timeout'
  return findingOf(isSlow ? 'service.slow' : 'check.flaky', service.name, first.asked, {
    promise: title,
    expected: 'the same answer every time',
    got: `${describeExchange(first)} (${counts})`,
    severity: 'warning',
    summary: isSlow
      ? `${service.name} did not answer its first calls in time, and answers now: a cold start`
      : `${service.name} refuses the good token while several requests run at a time (${counts}), and accepts it alone`,
    evidence: [
      `asked ${look?.alone?.length ?? 0} times more, one at a time, each on a connection of its own: accepted every time`,
      `${answers.length} requests were under way at a time, or had to wait for one another`,
    ],
    nextSteps: isSlow
      ? [
          'Keep one instance warm, or make a first call to each route at the end of the deploy: on Cloud Run `--min-instances 1`.',
        ]
      : [
          'Set MAX_CONCURRENT_REQUESTS to 1 or 2 and run again: if the warning goes, the service needs more time or more places for its own requests.',
        ],
  })
}
