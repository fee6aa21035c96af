import type { SocketPromise } from '../../contracts/schema/socket.ts'
import type { Secret } from '../../env/secret.ts'
import type { OpeningFact } from '../diagnosis/judges/socket/opening-fact.ts'
import { createLimiter, type Limiter } from '../http/limiter.ts'
import { type HandshakeAttempt, isPublic, usualAttempt } from './handshake.ts'
import type { Who } from './issuing.ts'
import { currentClock } from './scope.ts'
import { needService } from './services.ts'
import type { Session } from './session.ts'
import { connectorOf, type UserConnection } from './socket-connector.ts'
import { needToken } from './tokens.ts'

/**
 * Handshakes of a kind at a time. Platforms limit the connections of a user (three is a limit in use) and of a
 * client (five). Two connections stay open, of the user and of the second user; beside them there is at most one
 * with a good token, one with a wrong token (the platform may count it for the same user), and one without.
 */
const AT_ONCE = 1

/** Turns of handshakes with the good token, with a wrong one, and without. */
function createTurns(): Readonly<Record<'good' | 'wrong' | 'none', Limiter>> {
  const turns = () => createLimiter(AT_ONCE, currentClock)
  return { good: turns(), wrong: turns(), none: turns() }
}

/** A short conversation with a good token, in its turn among those and among handshakes. */
export function inTurn<T>(session: Session, work: () => Promise<T>): Promise<T> {
  return session.shared(createTurns).good(work)
}

/** A handshake that the socket should admit. */
export function attempt(
  session: Session,
  socket: SocketPromise,
  spec: HandshakeAttempt,
): Promise<OpeningFact> {
  return inTurn(session, () => connectorOf(session).attempt(socket, spec, 'admission'))
}

/** A handshake with a wrong token, or without one. */
export async function attemptForbidden(
  session: Session,
  socket: SocketPromise,
  spec: HandshakeAttempt,
): Promise<OpeningFact> {
  const { wrong, none } = session.shared(createTurns)
  const connector = connectorOf(session)
  if (spec.token !== undefined) return wrong(() => connector.attempt(socket, spec, 'refusal'))
  const waited = { ...spec, ...(await patienceFor(session, socket)) }
  return none(() => connector.attempt(socket, waited, 'refusal'))
}

/** The token of that user; undefined for a socket that opens for everybody. */
export async function tokenFor(
  session: Session,
  socket: SocketPromise,
  who: Who,
): Promise<Secret | undefined> {
  return isPublic(session.contract, socket) ? undefined : (await needToken(session, who)).token
}

/** The first connection of the user, which stays open. */
export function firstConnection(session: Session, socket: SocketPromise): Promise<UserConnection> {
  return session.once(`first attempt ${socket.name}`, async () => {
    await needService(session, socket.service)
    const token = await tokenFor(session, socket, 'user')
    const connector = connectorOf(session)
    const opening = await connector.open(socket, usualAttempt(socket, token), 'admission')
    if (isLate(opening.fact)) connector.noteUnwelcoming(socket)
    return { token, ...opening }
  })
}

/** A welcome after this time is late for all that waits for it, milliseconds. */
const LATE_MS = 2_000

function isLate({ heard }: OpeningFact): boolean {
  return heard?.kind === 'silence' || (heard?.kind === 'frame' && heard.frame.atMs > LATE_MS)
}

/** How long a run listens without a token: where no first message is sent, shorter than with one. */
async function patienceFor(
  session: Session,
  socket: SocketPromise,
): Promise<Pick<HandshakeAttempt, 'listenMs'>> {
  if (socket.ways[0]?.by !== 'first-message') return {}
  const first = await firstConnection(session, socket).catch(() => undefined)
  return { listenMs: listenMsWithoutToken(first?.fact) }
}

/**
 * How long a run listens on a connection without a token where the first message would carry it, milliseconds: a socket that
 * would welcome anybody does so about as soon as it welcomed the user. Centrifugo 6 ends a silent connection after 10 s.
 */
function listenMsWithoutToken(user: OpeningFact | undefined): number {
  return user?.heard?.kind === 'frame' ? Math.max(1_000, 3 * user.heard.frame.atMs) : 2_000
}
