import { setTimeout as sleep } from 'node:timers/promises'
import type { Refusal, RequestTemplate } from '../../contracts/schema/common.ts'
import type { ProtectedRoute } from '../../contracts/schema/service.ts'
import { Secret } from '../../env/secret.ts'
import { GOOD_TOKEN_EXPERIMENTS, type GoodTokenLook } from '../diagnosis/experiments/good-token.ts'
import { statedReason } from '../diagnosis/judges/access/stated-reason.ts'
import type { Answer, Exchange } from '../http/exchange.ts'
import { isRefused } from '../promise/expectation.ts'
import { decodeToken } from '../tokens/decode-token.ts'
import type { Session } from './session.ts'

/** Longest wait for a token to become valid, milliseconds: beyond it a clock is wrong by more than a user's next try. */
const LONGEST_WAIT_MS = 6_000

/** A token of no kind: every verifier refuses it, and its words may stand in reports. */
const GARBAGE = new Secret('post-deploy-smoke-no-token')

/** What a refused good token is looked at again with. */
export interface RefusedToken {
  readonly route: ProtectedRoute
  readonly token: Secret
  readonly refused: Exchange
  /** A route at which the service shows whether it reaches its issuer, where the contract knows one. */
  readonly reach?: { readonly request: RequestTemplate; readonly unreachable: Refusal }
}

/** Makes the experiments that apply to a refused good token, one request at a time. */
export async function lookAgain(
  session: Session,
  { route, token, refused, reach }: RefusedToken,
): Promise<GoodTokenLook> {
  const ask = (carried?: Secret) =>
    session.ask(route.request, {
      again: 'never',
      connection: 'fresh',
      reads: 'status',
      ...(carried !== undefined && { token: carried }),
    })
  const without = await ask()
  const garbage = await ask(GARBAGE)
  const waitMs = refused.kind === 'answer' ? untilValid(token, refused) : undefined
  const beganAt = performance.now()
  if (waitMs !== undefined) await sleep(waitMs, undefined, { signal: session.stop }).catch(ignore)
  const later =
    waitMs === undefined
      ? undefined
      : { exchange: await ask(token), waitedMs: performance.now() - beganAt }
  const alone: Exchange[] = []
  // A token that a clock refuses needs no more of it.
  if (later === undefined)
    for (let time = 0; time < GOOD_TOKEN_EXPERIMENTS.alone.costs; time += 1) {
      const exchange = await ask(token)
      alone.push(exchange)
      if (time === 1 && alone.every((one) => isLike(one, refused))) break
    }
  const asked = reach && (await session.ask(reach.request, { token, again: 'never' }))
  return {
    without,
    garbage,
    alone,
    ...(later && { later }),
    ...(reach &&
      asked?.kind === 'answer' && {
        reach: {
          exchange: asked,
          says: isRefused(asked, reach.unreachable) ? 'unreachable' : 'reached',
        },
      }),
  }
}

/**
 * How long until the token is valid by the clock of the service, where its words or its Date say that it is not yet:
 * iat and nbf (RFC 7519 §4.1.5, §4.1.6) beside Date (RFC 9110 §6.6.1), which has whole seconds.
 */
function untilValid(token: Secret, refused: Answer): number | undefined {
  const decoded = decodeToken(token)
  if (decoded.kind === 'opaque') return undefined
  const claimed = ['iat', 'nbf'].map((claim) => decoded.payload[claim])
  const from = Math.max(...claimed.filter((value) => typeof value === 'number'), 0) * 1000
  const date = Date.parse(refused.headers.date ?? '')
  const aheadMs = Number.isNaN(date) ? 0 : from - date
  if (aheadMs <= 0 && statedReason(refused) !== 'too-early') return undefined
  return Math.min(Math.max(aheadMs, 1_000) + 2_000, LONGEST_WAIT_MS)
}

function isLike(one: Exchange, other: Exchange): boolean {
  if (one.kind === 'answer' && other.kind === 'answer') return one.status === other.status
  return one.kind === 'no-answer' && other.kind === 'no-answer' && one.fault === other.fault
}

function ignore(): void {}
