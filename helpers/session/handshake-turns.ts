import type { SocketPromise } from '../../contracts/schema/socket.ts'
import type { OpeningFact } from '../diagnosis/judges/socket/opening-fact.ts'
import { createLimiter, type Limiter } from '../http/limiter.ts'
import type { HandshakeAttempt } from './handshake.ts'
import { currentClock } from './scope.ts'
import type { SocketConnector, UserConnection } from './socket-connector.ts'

/**
 * Handshakes of a kind at a time. Platforms limit the connections of a user (three is a limit in use) and of a
 * client (five). Two connections stay open, of the user and of the second user; beside them there is at most one
 * with a good token, one with a wrong token (the platform may count it for the same user), and one without.
 */
const AT_ONCE = 1

type Attempt = (socket: SocketPromise, attempt: HandshakeAttempt) => Promise<OpeningFact>

/** Handshakes that wait for their turn: those with the good token, those with a wrong one, and those without. */
interface HandshakeTurns {
  /** A handshake that the socket should admit. */
  readonly attempt: Attempt
  /** A handshake with a wrong token, or without one. */
  readonly attemptForbidden: Attempt
  /** The turns of `attempt`, for short conversations with a good token. */
  readonly oneAtATime: Limiter
}

/** @param first gives the first connection of the user. */
export function createHandshakeTurns(
  connector: SocketConnector,
  first: (socket: SocketPromise) => Promise<UserConnection>,
): HandshakeTurns {
  const [good, wrong, none] = [
    createLimiter(AT_ONCE, currentClock),
    createLimiter(AT_ONCE, currentClock),
    createLimiter(AT_ONCE, currentClock),
  ]

  /** How long a run listens without a token: where no first message is sent, shorter than with one. */
  const patienceFor = async (socket: SocketPromise): Promise<Pick<HandshakeAttempt, 'listenMs'>> =>
    socket.ways[0]?.by === 'first-message'
      ? { listenMs: listenMsWithoutToken((await first(socket).catch(() => undefined))?.fact) }
      : {}

  return {
    attempt: (socket, spec) => good(() => connector.attempt(socket, spec, 'admission')),
    attemptForbidden: async (socket, spec) => {
      if (spec.token !== undefined) return wrong(() => connector.attempt(socket, spec, 'refusal'))
      const waited = { ...spec, ...(await patienceFor(socket)) }
      return none(() => connector.attempt(socket, waited, 'refusal'))
    },
    oneAtATime: good,
  }
}

/**
 * How long a run listens on a connection without a token where the first message would carry it, milliseconds: a socket that
 * would welcome anybody does so about as soon as it welcomed the user. Centrifugo 6 ends a silent connection after 10 s.
 */
function listenMsWithoutToken(user: OpeningFact | undefined): number {
  return user?.heard?.kind === 'frame' ? Math.max(1_000, 3 * user.heard.frame.atMs) : 2_000
}
