import type { RequestTemplate } from '../../contracts/schema/common.ts'
import { TIMES_AGAIN } from '../diagnosis/experiments/good-token.ts'
import { atSomeTimes } from '../diagnosis/judges/access/sometimes.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Finding } from '../record/finding.ts'
import type { Judged } from './check-result.ts'
import type { Session } from './session.ts'

/** Answers that are looked at again where they are not as promised; of more, the first few show whether an instance is broken. */
const MOST_LOOKS = 6

/** How many answers of a run were looked at again. */
function countLooks(): { done: number } {
  return { done: 0 }
}

/** What a request that only reads is sent with to be answered by any instance. */
export const BY_ANY = { again: 'never', connection: 'fresh' } as const

/**
 * The finding about an answer to a request that only reads, with how often such an answer comes where the request is sent again.
 * What was silent is not asked again: it would cost the run its time.
 */
export async function countAgain(
  session: Session,
  {
    finding,
    bad,
    request,
  }: {
    readonly finding: Finding | undefined
    readonly bad: Exchange
    readonly request: Pick<RequestTemplate, 'service' | 'method' | 'path'>
  },
  isWellAgain: () => Promise<boolean>,
): Judged {
  const looks = session.shared(countLooks)
  const isLookedAt = finding?.severity === 'failure' && bad.kind === 'answer'
  if (!isLookedAt || looks.done === MOST_LOOKS) return finding
  looks.done += 1
  let well = 0
  for (let time = 0; time < TIMES_AGAIN; time += 1) if (await isWellAgain()) well += 1
  return atSomeTimes(finding, request, { bad: TIMES_AGAIN - well + 1, all: TIMES_AGAIN + 1 })
}
