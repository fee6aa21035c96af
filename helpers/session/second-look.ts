import { setTimeout as sleep } from 'node:timers/promises'
import type { Refusal, RequestTemplate } from '../../contracts/schema/common.ts'
import type { ProtectedRoute } from '../../contracts/schema/service.ts'
import type { Secret } from '../../env/secret.ts'
import { GOOD_TOKEN_EXPERIMENTS, type GoodTokenLook } from '../diagnosis/experiments/good-token.ts'
import { statedReason } from '../diagnosis/judges/access/stated-reason.ts'
import type { Answer, Exchange } from '../http/exchange.ts'
import { isRefused } from '../promise/expectation.ts'
import { decodeToken } from '../tokens/decode-token.ts'
import type { Session } from './session.ts'
import { NO_TOKEN } from './verdicts.ts'

/** Longest wait for a token to become valid, milliseconds: beyond it a clock is wrong by more than a user's next try. */
const LONGEST_WAIT_MS = 6_000

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
  const garbage = await ask(NO_TOKEN)
  const aheadMs = refused.kind === 'answer' ? aheadOf(token, refused) : undefined
  const waitMs =
    refused.kind === 'answer' && aheadMs !== undefined ? untilValid(aheadMs, refused) : undefined
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
    ...(aheadMs !== undefined && { aheadMs }),
    ...unusualType(token),
    ...(reach &&
      asked?.kind === 'answer' && {
        reach: {
          exchange: asked,
          says: isRefused(asked, reach.unreachable) ? 'unreachable' : 'reached',
        },
      }),
  }
}

function unusualType(token: Secret): Pick<GoodTokenLook, 'typ'> {
  const decoded = decodeToken(token)
  const typ = decoded.kind === 'opaque' ? undefined : decoded.header.typ
  return typeof typ === 'string' && typ.toUpperCase() !== 'JWT' ? { typ } : {}
}

/**
 * How far the later of iat and nbf (RFC 7519 §4.1.5, §4.1.6) is ahead of the Date of the service (RFC 9110 §6.6.1), which
 * has whole seconds; undefined where the token is opaque.
 */
function aheadOf(token: Secret, refused: Answer): number | undefined {
  const decoded = decodeToken(token)
  if (decoded.kind === 'opaque') return undefined
  const claimed = ['iat', 'nbf'].map((claim) => decoded.payload[claim])
  const from = Math.max(...claimed.filter((value) => typeof value === 'number'), 0) * 1000
  const date = Date.parse(refused.headers.date ?? '')
  return Number.isNaN(date) ? 0 : from - date
}

/** How long until the token is valid by the clock of the service; undefined where no wait can show it. */
function untilValid(aheadMs: number, refused: Answer): number | undefined {
  if (aheadMs <= 0 && statedReason(refused) !== 'too-early') return undefined
  const waitMs = Math.max(aheadMs, 1_000) + 2_000
  return waitMs > LONGEST_WAIT_MS ? undefined : waitMs
}

function isLike(one: Exchange, other: Exchange): boolean {
  if (one.kind === 'answer' && other.kind === 'answer') return one.status === other.status
  return one.kind === 'no-answer' && other.kind === 'no-answer' && one.fault === other.fault
}

function ignore(): void {}
