import type { SocketCredential, SocketPromise } from '../../contracts/type/socket.ts'
import { judgeHandshake } from '../diagnosis/judges/socket/judge-handshake.ts'
import { judgeSocketRefusal } from '../diagnosis/judges/socket/judge-socket-refusal.ts'
import type { HandshakeFact, OpeningFact } from '../diagnosis/judges/socket/opening-fact.ts'
import type { Finding } from '../record/finding.ts'
import type { Acceptance } from './acceptance.ts'
import { Blocked } from './check-result.ts'
import { createLimiter, type Limiter } from './limiter.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'
import type { ConnectResult, HandshakeAttempt, SocketConnector } from './socket-connector.ts'
import type { Tokens } from './tokens.ts'

/** How the socket opened for the user's token, sent the usual way. */
export interface UserConnection extends ConnectResult {
  readonly token: string
}

/** For whom a socket opens, and for whom it does not. */
export interface SocketAdmission {
  /** With what should get in. */
  attempt(socket: SocketPromise, attempt: HandshakeAttempt): Promise<OpeningFact>
  /** With what must not get in: a wrong token, or none. */
  attemptForbidden(socket: SocketPromise, attempt: HandshakeAttempt): Promise<OpeningFact>
  /** Short conversations with a good token, one at a time: `attempt` uses it too. */
  oneAtATime: Limiter
  judgeAdmission(socket: SocketPromise): Promise<Finding | undefined>
  /** Whether it opens for the same token sent another way, where it opens when it is sent the usual way. */
  judgeOtherWay(socket: SocketPromise, way: SocketCredential): Promise<Finding | undefined>
  /** Whether it opens for a user token with test headers beside it. */
  judgeBesideTestHeaders(socket: SocketPromise): Promise<Finding | undefined>
  /** Whether it is shut to somebody without a token. */
  judgeAnonymous(socket: SocketPromise): Promise<Finding | undefined>
  /** A need: the socket opens for the user's token; gives that token, and the connection, which stays open. */
  needAdmission(socket: SocketPromise): Promise<UserConnection>
  /** A need: it opens for the user, and not for anybody; where anybody gets in, what token they show says nothing. */
  needClosed(socket: SocketPromise): Promise<void>
}

/**
 * Platforms limit connections a user (Netra: 3) and a client (5). Beside the connection that a user shares and
 * that of a second user, one at a time tries with what should get in, one with a wrong token (which counts for
 * the same user if it does get in), and one with none.
 */
const AT_ONCE = 1

/** How a user usually sends a token: the first way of the contract. */
export function usualAttempt(socket: SocketPromise, token: string): HandshakeAttempt {
  return { token, ...(socket.ways[0] && { way: socket.ways[0] }) }
}

interface Around {
  readonly session: Session
  readonly services: Services
  readonly tokens: Tokens
  readonly acceptance: Acceptance
  readonly connector: SocketConnector
}

export function createSocketAdmission({
  session,
  services,
  tokens,
  acceptance,
  connector,
}: Around): SocketAdmission {
  const [good, wrong, none] = [
    createLimiter(AT_ONCE),
    createLimiter(AT_ONCE),
    createLimiter(AT_ONCE),
  ]

  const attempt: SocketAdmission['attempt'] = (socket, spec) =>
    good(() => connector.attempt(socket, spec, 'admission'))

  const attemptForbidden: SocketAdmission['attemptForbidden'] = (socket, spec) =>
    (spec.token === undefined ? none : wrong)(() => connector.attempt(socket, spec, 'refusal'))

  const first = (socket: SocketPromise): Promise<UserConnection> =>
    session.once(`first attempt ${socket.name}`, async () => {
      await services.need(socket.service)
      const { token } = await tokens.need('user')
      const opening = await connector.open(socket, usualAttempt(socket, token), 'admission')
      if (opening.fact.heard?.kind === 'silence') connector.noteUnwelcoming(socket)
      return { token, ...opening }
    })

  /** A refusal says something about the socket only where the service takes the token elsewhere. */
  const needGoodToken = async ({ service: name }: SocketPromise, { refusal }: OpeningFact) => {
    const service = session.service(name)
    if (refusal.kind === 'refused' && service.protectedRoutes.length > 0)
      await acceptance.needUnrefused(service, 'user')
  }

  const judgeAdmission: SocketAdmission['judgeAdmission'] = (socket) =>
    session.once(`opening ${socket.name}`, async () => {
      const { token, fact, conversation } = await first(socket)
      if (judgeHandshake({ socket, attempt: fact, others: [] }) === undefined) return undefined
      await conversation?.close()
      await needGoodToken(socket, fact)
      const others: HandshakeFact['others'][number][] = []
      if (fact.handshake.kind !== 'no-answer')
        for (const way of socket.ways.slice(1))
          others.push({ way, fact: await attempt(socket, { token, way }) })
      return judgeHandshake({
        socket,
        attempt: fact,
        others,
        ...(fact.handshake.kind !== 'no-answer' && { bare: await attemptForbidden(socket, {}) }),
      })
    })

  const needAdmission: SocketAdmission['needAdmission'] = async (socket) => {
    const finding = await judgeAdmission(socket)
    if (finding?.severity === 'failure') throw new Blocked([finding])
    return first(socket)
  }

  const judgeAnonymous: SocketAdmission['judgeAnonymous'] = (socket) =>
    session.once(`stranger ${socket.name}`, async () => {
      await needAdmission(socket)
      return judgeSocketRefusal(await attemptForbidden(socket, {}), {
        socket,
        what: 'a handshake without a token',
        opened: 'ws.open',
        bypass: session.policy.bypassSeverity,
      })
    })

  return {
    attempt,
    attemptForbidden,
    oneAtATime: good,
    judgeAdmission,
    judgeAnonymous,
    needAdmission,
    judgeOtherWay: async (socket, way) => {
      const { token, fact } = await needAdmission(socket)
      return judgeHandshake({
        socket,
        way,
        attempt: await attempt(socket, { way, token }),
        others: socket.ways.slice(0, 1).map((usual) => ({ way: usual, fact })),
      })
    },
    judgeBesideTestHeaders: async (socket) => {
      const { token } = await needAdmission(socket)
      const beside = { ...usualAttempt(socket, token), testHeaders: 'sent' } as const
      return judgeHandshake({
        socket,
        attempt: await attempt(socket, beside),
        what: 'a user token with E2E test headers beside it',
        others: [],
      })
    },
    needClosed: async (socket) => {
      const finding = await judgeAnonymous(socket)
      if (finding?.code === 'ws.open') throw new Blocked([finding])
    },
  }
}
