import { setTimeout as sleep } from 'node:timers/promises'
import type { Refusal, RequestTemplate } from '../../contracts/schema/common.ts'
import type { ProtectedRoute } from '../../contracts/schema/service.ts'
import type { Secret } from '../../env/secret.ts'
import {
  GOOD_TOKEN_EXPERIMENTS,
  type GoodTokenLook,
  OTHER_ROUTE_EXPERIMENT,
} from '../diagnosis/experiments/good-token.ts'
import { isAccepted } from '../diagnosis/judges/access/accepted.ts'
import { statedReason } from '../diagnosis/judges/access/stated-reason.ts'
import type { Exchange } from '../http/exchange.ts'
import { isRefused } from '../promise/expectation.ts'
import { decodeToken, tokenTimes } from '../tokens/decode-token.ts'
import { readsOf } from './ask.ts'
import type { Session } from './session.ts'
import { NO_TOKEN } from './tokens.ts'

/** Longest wait for a token to become valid, milliseconds: beyond it a clock is wrong by more than a user's next try. */
const LONGEST_WAIT_MS = 6_000

/** Time for a token to become known where it is looked up, milliseconds. */
const KNOWN_LATE_MS = 2_000

/** What a refused good token is looked at again with. */
export interface SecondLook {
  readonly route: ProtectedRoute
  readonly token: Secret
  readonly refused: Exchange
  /** Other protected routes of the service. */
  readonly others?: readonly ProtectedRoute[]
  /** Opens a WebSocket of the service with the same token, sent in another way; absent where it has none. */
  readonly overSocket?: () => Promise<GoodTokenLook['socket']>
  /** Obtains one more token of the same user; absent where that cannot be tried. */
  readonly renew?: () => Promise<Secret | undefined>
  /** A route at which the service shows whether it reaches its issuer, where the contract knows one. */
  readonly reach?: { readonly request: RequestTemplate; readonly unreachable: Refusal }
}

/** Makes the experiments that apply to a refused good token, one request at a time. */
export async function lookAgain(session: Session, refusal: SecondLook): Promise<GoodTokenLook> {
  const { route, token, refused } = refusal
  const ask = (carried?: Secret) => askAlone(session, route, carried)
  const askLater = async (ms: number) => {
    const beganAt = performance.now()
    await sleep(ms, undefined, { signal: session.stop }).catch(ignore)
    return { exchange: await ask(token), waitedMs: performance.now() - beganAt }
  }
  const without = await ask()
  const garbage = await ask(NO_TOKEN)
  const aheadMs = aheadOf(token, refused)
  const waitMs = aheadMs === undefined ? undefined : untilValid(aheadMs, refused)
  const valid = waitMs === undefined ? undefined : await askLater(waitMs)
  // A token that a clock refuses needs no more of it.
  const repeated = valid === undefined ? await askInARow(() => ask(token), refusal) : { alone: [] }
  const isSteady = repeated.alone.length > 0 && repeated.alone.every((one) => isLike(one, refused))
  const later =
    valid ??
    (isSteady && mayBeLate(token, refused)
      ? { ...(await askLater(KNOWN_LATE_MS)), of: 'lookup' as const }
      : undefined)
  const elsewhere = isSteady ? await askElsewhere(session, refusal) : undefined
  const socket = isSteady ? await refusal.overSocket?.() : undefined
  const endedMs = sinceEnd(token, refused)
  const newer = mayHaveEnded(refused) && endedMs === undefined ? await refusal.renew?.() : undefined
  const renewed = newer && (await ask(newer))
  const reach = await askReach(session, refusal)
  return {
    without,
    garbage,
    ...repeated,
    ...(later && { later }),
    ...(elsewhere && { elsewhere }),
    ...(socket && { socket }),
    ...(renewed && { renewed }),
    ...(endedMs !== undefined && { endedMs }),
    ...(aheadMs !== undefined && { aheadMs }),
    ...unusualType(token),
    ...(reach && { reach }),
  }
}

/** The good token alone, several times; where it is accepted each time, then at once as often as the checks show it. */
async function askInARow(
  ask: () => Promise<Exchange>,
  { route, refused }: SecondLook,
): Promise<Required<Pick<GoodTokenLook, 'alone'>> & Pick<GoodTokenLook, 'burst'>> {
  const alone: Exchange[] = []
  for (let time = 0; time < GOOD_TOKEN_EXPERIMENTS.alone.costs; time += 1) {
    alone.push(await ask())
    if (time === 1 && alone.every((one) => isLike(one, refused))) break
  }
  if (!alone.every((one) => isAccepted(one, route))) return { alone }
  const together = Array.from({ length: GOOD_TOKEN_EXPERIMENTS.burst.costs }, ask)
  return { alone, burst: await Promise.all(together) }
}

/** The same token at another protected route of the service, if there is one. */
async function askElsewhere(
  session: Session,
  { token, others = [] }: SecondLook,
): Promise<GoodTokenLook['elsewhere']> {
  const [route] = others
  return route && { exchange: await askAlone(session, route, token), route }
}

/** Whether the service says that it does not reach its issuer. */
async function askReach(
  session: Session,
  { token, reach }: SecondLook,
): Promise<GoodTokenLook['reach']> {
  if (reach === undefined) return undefined
  const exchange = await session.ask(reach.request, { token, again: 'never' })
  if (exchange.kind === 'no-answer') return undefined
  return { exchange, says: isRefused(exchange, reach.unreachable) ? 'unreachable' : 'reached' }
}

/** The same request alone, on a connection of its own, so that another instance may answer. */
function askAlone(session: Session, route: ProtectedRoute, token?: Secret): Promise<Exchange> {
  return session.ask(route.request, {
    again: 'never',
    connection: 'fresh',
    ...readsOf(route),
    ...(token !== undefined && { token }),
  })
}

/** The same again, at a route that did not answer as promised once: another instance may. */
export async function againAlone(
  session: Session,
  route: ProtectedRoute,
  token?: Secret,
  times: number = OTHER_ROUTE_EXPERIMENT.costs,
): Promise<readonly Exchange[]> {
  const again: Exchange[] = []
  for (let time = 0; time < times; time += 1) again.push(await askAlone(session, route, token))
  return again
}

function unusualType(token: Secret): Pick<GoodTokenLook, 'typ'> {
  const decoded = decodeToken(token)
  const typ = decoded.kind === 'opaque' ? undefined : decoded.header.typ
  return typeof typ === 'string' && typ.toUpperCase() !== 'JWT' ? { typ } : {}
}

/**
 * How far the later of iat and nbf (RFC 7519 §4.1.5, §4.1.6) is ahead of the Date of the service (RFC 9110 §6.6.1), which
 * has whole seconds; undefined where the token is opaque, or nothing answered.
 */
function aheadOf(token: Secret, refused: Exchange): number | undefined {
  const decoded = decodeToken(token)
  if (refused.kind === 'no-answer' || decoded.kind === 'opaque') return undefined
  const { issuedAt, notBefore } = tokenTimes(decoded, new Date())
  const from = Math.max(...[issuedAt, notBefore].map((at) => Date.parse(at ?? '') || 0))
  const date = Date.parse(refused.headers.date ?? '')
  return Number.isNaN(date) ? 0 : from - date
}

/** How long before the answer came the token had ended by its own exp, by our clock; undefined where it had not. */
export function sinceEnd(token: Secret, { asked, timing }: Exchange): number | undefined {
  const { expiresAt } = tokenTimes(decodeToken(token), new Date())
  const ended = Date.parse(asked.at) + timing.totalMs - Date.parse(expiresAt ?? '')
  return ended > 0 ? ended : undefined
}

/** Whether it may be a matter of time: an opaque token is looked up, and a replica or a cache may not know it yet. */
function mayBeLate(token: Secret, refused: Exchange): boolean {
  return (
    refused.kind === 'answer' &&
    [401, 403].includes(refused.status) &&
    decodeToken(token).kind === 'opaque' &&
    statedReason(refused) === undefined
  )
}

/** Whether the words of a refusal leave it open that the token was good before. */
function mayHaveEnded(refused: Exchange): boolean {
  const reason = refused.kind === 'answer' ? statedReason(refused) : undefined
  return reason === 'ended' || reason === 'expired'
}

/** How long until the token is valid by the clock of the service; undefined where no wait can show it. */
function untilValid(aheadMs: number, refused: Exchange): number | undefined {
  if (refused.kind === 'no-answer') return undefined
  if (aheadMs <= 0 && statedReason(refused) !== 'too-early') return undefined
  const waitMs = Math.max(aheadMs, 1_000) + 2_000
  return waitMs > LONGEST_WAIT_MS ? undefined : waitMs
}

function isLike(one: Exchange, other: Exchange): boolean {
  if (one.kind === 'answer' && other.kind === 'answer') return one.status === other.status
  return one.kind === 'no-answer' && other.kind === 'no-answer' && one.fault === other.fault
}

function ignore(): void {}
