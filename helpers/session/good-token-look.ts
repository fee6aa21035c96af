import type { ProtectedRoute, ServicePromise } from '../../contracts/schema/service.ts'
import type { TokenPromise } from '../../contracts/schema/tokens.ts'
import type { Secret } from '../../env/secret.ts'
import type { GoodTokenLook } from '../diagnosis/experiments/good-token.ts'
import {
  aheadOf,
  mayBeLate,
  mayHaveEnded,
  sinceEnd,
  untilValid,
} from '../diagnosis/experiments/when-valid.ts'
import type { AcceptanceFact } from '../diagnosis/judges/access/acceptance-fact.ts'
import { isAccepted } from '../diagnosis/judges/access/accepted.ts'
import { judgeClock } from '../diagnosis/judges/token/judge-clock.ts'
import { verdictOf } from '../diagnosis/judges/token/read-verdict.ts'
import { pause } from '../http/deadline.ts'
import type { Exchange } from '../http/exchange.ts'
import { isRefused } from '../promise/expectation.ts'
import { decodeToken } from '../tokens/decode-token.ts'
import { askAlone } from './again-alone.ts'
import { NotApplicable } from './check-result.ts'
import { renewed } from './further-sessions.ts'
import type { Who } from './issuing.ts'
import { tokensOf } from './login.ts'
import { reach } from './service-answers.ts'
import { credentials } from './service-credentials.ts'
import type { Session } from './session.ts'
import { overSocket } from './socket-look.ts'
import { needToken, signatureFor } from './tokens.ts'
import { NO_TOKEN, verify } from './verdicts.ts'

/** Time for a token to become known where it is looked up, milliseconds. */
const KNOWN_LATE_MS = 2_000

/** A good token of that user, and the answer with which a route of the service refused it. */
interface Refused {
  readonly service: ServicePromise
  readonly who: Who
  readonly route: ProtectedRoute
  readonly refused: Exchange
}

/** What is known of a refused token beside its answers: the verdict of its issuer, and what the experiments show. */
export async function lookAtRefusal(
  session: Session,
  refusal: Refused,
): Promise<Omit<AcceptanceFact, 'service' | 'route' | 'answers'>> {
  const { service, who, refused } = refusal
  const { token, way } = await needToken(session, who)
  const { verify: promised, issuer, jwt } = tokensOf(session)
  const [verified, shown] = await Promise.all([
    promised && verify(session, token),
    credentials(session),
  ])
  const isJudged =
    promised !== undefined && verified !== undefined && verdictOf(verified, promised) !== 'none'
  const signature = isJudged ? undefined : await signatureFor(session, who).catch(ifNotHere)
  const look = await lookAgain(session, { ...refusal, token })
  const isForeign = way.source.from === 'mint' && !(await isKeyOfIssuer(session))
  const clock = [await reach(session, session.service(issuer)), refused]
    .flatMap((one) => (one.kind === 'answer' ? [one] : []))
    .map((answer) => judgeClock(answer, service, jwt?.skewSeconds ?? 60))
    .find((finding) => finding !== undefined)
  return {
    look,
    ...(verified && { verified }),
    ...(signature && { signature }),
    ...(shown && { credentials: shown }),
    ...(isForeign && { origin: 'minted-here' }),
    ...(way.source.from === 'variable' && { age: 'given' }),
    ...(clock && { clock }),
  }
}

/** Whether the issuer signs its own tokens with the key that this run mints with. */
function isKeyOfIssuer(session: Session): Promise<boolean> {
  return signatureFor(session, 'user').then(
    ({ kind }) => kind === 'valid',
    () => false,
  )
}

function ifNotHere(reason: unknown): undefined {
  if (!(reason instanceof NotApplicable)) throw reason
}

/** Makes the experiments that apply to a refused good token, one request at a time. */
async function lookAgain(
  session: Session,
  refusal: Refused & { readonly token: Secret },
): Promise<GoodTokenLook> {
  const { service, route, token, refused } = refusal
  const { sent, delegated } = tokensOf(session)
  const ask = (carried?: Secret) => askAlone(session, route, carried)
  const askLater = async (ms: number) => {
    const beganAt = performance.now()
    await pause(ms, session.stop)
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
  const socket = isSteady ? await overSocket(session, service.name, token, sent) : undefined
  const endedMs = sinceEnd(token, refused)
  const newer = mayHaveEnded(refused) && endedMs === undefined ? await renewed(session) : undefined
  const answer = newer && (await ask(newer))
  const reach = await askReach(
    session,
    token,
    delegated?.find(({ consumer }) => consumer === service.name),
  )
  return {
    without,
    garbage,
    ...repeated,
    ...(later && { later }),
    ...(elsewhere && { elsewhere }),
    ...(socket && { socket }),
    ...(answer && { renewed: answer }),
    ...(endedMs !== undefined && { endedMs }),
    ...(aheadMs !== undefined && { aheadMs }),
    ...unusualType(token),
    ...(reach && { reach }),
  }
}

/** How often the good token is sent alone, and how often at once. */
const ALONE_TIMES = 8
const BURST_SIZE = 5

/** The good token alone, several times; where it is accepted each time, then at once as often as the checks show it. */
async function askInARow(
  ask: () => Promise<Exchange>,
  { route, refused }: Refused,
): Promise<Required<Pick<GoodTokenLook, 'alone'>> & Pick<GoodTokenLook, 'burst'>> {
  const alone: Exchange[] = []
  for (let time = 0; time < ALONE_TIMES; time += 1) {
    alone.push(await ask())
    if (time === 1 && alone.every((one) => isLike(one, refused))) break
  }
  if (!alone.every((one) => isAccepted(one, route))) return { alone }
  const together = Array.from({ length: BURST_SIZE }, ask)
  return { alone, burst: await Promise.all(together) }
}

/** The same token at another protected route of the service, if there is one. */
async function askElsewhere(
  session: Session,
  { service, route, token }: Refused & { readonly token: Secret },
): Promise<GoodTokenLook['elsewhere']> {
  const other = service.protectedRoutes.find((one) => one !== route)
  return other && { exchange: await askAlone(session, other, token), route: other }
}

/** Whether the service says that it does not reach its issuer. */
async function askReach(
  session: Session,
  token: Secret,
  delegated: NonNullable<TokenPromise['delegated']>[number] | undefined,
): Promise<GoodTokenLook['reach']> {
  const { reach } = delegated ?? {}
  if (reach === undefined) return undefined
  const exchange = await session.ask(reach.request, { token, again: 'never' })
  if (exchange.kind === 'no-answer') return undefined
  if (isRefused(exchange, reach.unreachable)) return { exchange, says: 'unreachable' }
  // A refusal comes before the issuer is asked, from the service or from a gateway in front of it.
  return exchange.status < 400 ? { exchange, says: 'reached' } : undefined
}

function unusualType(token: Secret): Pick<GoodTokenLook, 'typ'> {
  const decoded = decodeToken(token)
  const typ = decoded.kind === 'opaque' ? undefined : decoded.header.typ
  return typeof typ === 'string' && typ.toUpperCase() !== 'JWT' ? { typ } : {}
}

function isLike(one: Exchange, other: Exchange): boolean {
  if (one.kind === 'answer' && other.kind === 'answer') return one.status === other.status
  return one.kind === 'no-answer' && other.kind === 'no-answer' && one.fault === other.fault
}
