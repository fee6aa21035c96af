import type { Finding } from '../../../record/finding.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import type { Diagnosis, RefusedToken } from './acceptance-fact.ts'
import type { RefusalFact } from './judge-refusal.ts'
import { REASON_WORDS } from './stated-reason.ts'

/**
 * A token that was good and is no more: its own `exp` has passed (RFC 7519 §4.1.4), or a new token of the same user is
 * accepted where it is refused. Undefined where neither was seen.
 */
export function endedToken({ fact, promise, accepts }: RefusedToken): Diagnosis | undefined {
  const { service, look = {} } = fact
  if (look.endedMs !== undefined)
    return {
      code: 'token.lifetime',
      culprit: promise.issuer,
      ...endedInWords(service.name, { issuer: promise.issuer, ms: look.endedMs }),
    }
  if (look.renewed === undefined || !accepts(look.renewed)) return undefined
  return {
    code: 'trust.token-rejected',
    evidence: [],
    summary: `${service.name} refuses the first token of this run and accepts a newer one of the same user: the first one has ended`,
    nextSteps: [REASON_WORDS.ended.step],
  }
}

/** A token of this run whose `exp` had passed when a service answered. */
export interface EndedByExp {
  readonly issuer: string
  /** How long before the answer, milliseconds by our clock. */
  readonly ms: number
}

/** The refusal of a token that had ended by its own `exp`: its lifetime is what there is to look at. */
export function judgeEnded(
  { route, exchange }: RefusalFact,
  ended: EndedByExp,
  promise: string,
): Finding {
  return findingOf('token.lifetime', ended.issuer, exchange.asked, {
    promise,
    expected: route.accepted.join(' or '),
    got: describeExchange(exchange),
    ...endedInWords(route.request.service, ended),
  })
}

function endedInWords(service: string, { issuer, ms }: EndedByExp) {
  return {
    evidence: [`the token had ended ${seconds(ms)} before that answer, by its own exp`],
    summary: `${issuer} issues tokens that end within this run: ${service} refused one ${seconds(ms)} after its exp`,
    nextSteps: [
      `Compare the lifetime of tokens at ${issuer} with how long a user needs one: users have to sign in again, or to refresh, as often as this.`,
    ],
  }
}

function seconds(ms: number): string {
  return `${Math.max(1, Math.round(ms / 1000))} s`
}
