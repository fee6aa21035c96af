import type { ProtectedRoute } from '../../../../contracts/schema/service.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import type { GoodTokenLook } from '../../experiments/good-token.ts'
import { findingOf } from '../finding-of.ts'
import type { Diagnosis, RefusedToken } from './acceptance-fact.ts'
import { REASON_WORDS } from './stated-reason.ts'

/** iat, nbf and Date have whole seconds: a smaller difference proves nothing. */
const RESOLUTION_SECONDS = 2

/** Seconds that iat or nbf of the token is ahead of the Date of the service. */
export function aheadSeconds({ aheadMs = 0 }: GoodTokenLook): number {
  return Math.round(aheadMs / 1000)
}

/** Whether the token is too young for the clock of the service, and no later try has shown what that means. */
export function isYoung(look: GoodTokenLook): boolean {
  return look.later === undefined && aheadSeconds(look) >= RESOLUTION_SECONDS
}

/** `Date` has whole seconds (RFC 9110 §6.6.1), and servers keep one for a second: a clock that is behind by less does not show. */
const BEHIND_MS = 1_000

/** Whether most of the difference is that of the service's clock from ours, by its Date. */
function isBehind({ headers, asked }: Answer, { aheadMs = 0 }: GoodTokenLook): boolean {
  const behindMs = Date.parse(asked.at) - Date.parse(headers.date ?? '')
  return behindMs >= BEHIND_MS && behindMs * 2 >= aheadMs
}

/**
 * A token that is refused as not valid yet, as `shown` says: the clock of the service is behind, by the Date of its
 * answer, or the issuer dates its tokens ahead.
 */
export function youngToken(
  refused: Answer,
  look: GoodTokenLook,
  { service, issuer }: { readonly service: string; readonly issuer: string },
  shown: string,
): Diagnosis {
  return isBehind(refused, look)
    ? {
        code: 'clock.skew',
        evidence: [],
        summary: `${service} refuses a new token as not valid yet (${shown}): its clock is behind the one of ${issuer}`,
      }
    : {
        code: 'clock.skew',
        culprit: issuer,
        evidence: [`the Date of ${service} agrees with our clock`],
        summary: `${issuer} dates its tokens ahead: ${service} refuses a new one as not valid yet (${shown})`,
      }
}

/** Where a token that was just issued may not be known yet, for the next step. */
export const LOOK_FOR_LAG =
  'Look at where the service looks up a token that was just issued: a replica or a cache that lags behind the issuer refuses users right after they sign in.'

/** A token that is looked up, and is refused until it becomes known. */
export function lateToken(
  { service, issuer }: { readonly service: string; readonly issuer: string },
  shown: string,
): Diagnosis {
  return {
    code: 'trust.token-rejected',
    evidence: [],
    summary: `${service} refuses a new token and ${shown}: it learns late of tokens that ${issuer} issues`,
    nextSteps: [LOOK_FOR_LAG],
  }
}

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
  { route, exchange }: { readonly route: ProtectedRoute; readonly exchange: Exchange },
  ended: EndedByExp,
  promise: string,
): Finding {
  return findingOf('token.lifetime', ended.issuer, exchange, {
    promise,
    expected: route.accepted.join(' or '),
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
