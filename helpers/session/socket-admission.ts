import type { SocketCredential, SocketPromise } from '../../contracts/schema/socket.ts'
import type { Secret } from '../../env/secret.ts'
import { unprovedAtSocket } from '../diagnosis/judges/access/token-of-this-run.ts'
import { judgeHandshake } from '../diagnosis/judges/socket/judge-handshake.ts'
import type { OpeningFact } from '../diagnosis/judges/socket/opening-fact.ts'
import type { Limiter } from '../http/limiter.ts'
import type { Finding } from '../record/finding.ts'
import { needUnrefused } from './acceptance.ts'
import { needNoFailure } from './check-result.ts'
import { createFurtherOpenings } from './further-openings.ts'
import { type HandshakeAttempt, isPublic, usualAttempt } from './handshake.ts'
import { lookAtHandshake } from './handshake-look.ts'
import { createHandshakeTurns } from './handshake-turns.ts'
import { hearVerdict, isMute } from './hear-connection.ts'
import type { Who } from './issuing.ts'
import { needService } from './services.ts'
import type { Session } from './session.ts'
import type { SocketConnector, UserConnection } from './socket-connector.ts'
import { createSocketRefusals, type SocketRefusals } from './socket-refusals.ts'
import { needToken } from './tokens.ts'

/** Which handshakes a socket admits, beside those that it refuses. */
export interface SocketAdmission extends SocketRefusals {
  /** A handshake that the socket should admit. */
  attempt(socket: SocketPromise, attempt: HandshakeAttempt): Promise<OpeningFact>
  /** The token of that user; undefined for a socket that opens for everybody. */
  tokenFor(socket: SocketPromise, who: Who): Promise<Secret | undefined>
  /** Short conversations with a good token, one at a time: `attempt` uses it too. */
  oneAtATime: Limiter
  judgeAdmission(socket: SocketPromise): Promise<Finding | undefined>
  /** Whether further connections of the user open, and are welcomed as the first one: another instance may answer. */
  judgeEachTime(socket: SocketPromise): Promise<Finding | undefined>
  /** Of a socket that promises nothing else, whether its connection is still open some seconds later. No other check waits for that. */
  judgeStaying(socket: SocketPromise): Promise<Finding | undefined>
  /** Whether the socket opens for the same token sent in another way; a need is that it opens for the first way. */
  judgeOtherWay(socket: SocketPromise, way: SocketCredential): Promise<Finding | undefined>
  /** Whether the socket opens for a user token sent with test headers. */
  judgeBesideTestHeaders(socket: SocketPromise): Promise<Finding | undefined>
  /** A need: the socket opens for the user's token. Gives the token and the connection, which stays open. */
  needAdmission(socket: SocketPromise): Promise<UserConnection>
}

/**
 * How long a connection must stay open where nothing else is promised, milliseconds: past the limit of five seconds that
 * servers and proxies set for a quiet connection. No answer says beforehand what that limit is.
 */
const STAY_MS = 6_000

/** A welcome after this time is late for all that waits for it, milliseconds. */
const LATE_MS = 2_000

function isLate({ heard }: OpeningFact): boolean {
  return heard?.kind === 'silence' || (heard?.kind === 'frame' && heard.frame.atMs > LATE_MS)
}

interface AdmissionTools {
  readonly session: Session
  readonly connector: SocketConnector
}

export function createSocketAdmission({ session, connector }: AdmissionTools): SocketAdmission {
  const { attempt, attemptForbidden, oneAtATime } = createHandshakeTurns(connector, (socket) =>
    first(socket),
  )

  const tokenFor: SocketAdmission['tokenFor'] = async (socket, who) =>
    isPublic(session.contract, socket) ? undefined : (await needToken(session, who)).token

  const first = (socket: SocketPromise): Promise<UserConnection> =>
    session.once(`first attempt ${socket.name}`, async () => {
      await needService(session, socket.service)
      const token = await tokenFor(socket, 'user')
      const opening = await connector.open(socket, usualAttempt(socket, token), 'admission')
      if (isLate(opening.fact)) connector.noteUnwelcoming(socket)
      return { token, ...opening }
    })

  /** A need for judging a refusal: the service accepts the token elsewhere. Otherwise the token is at fault, not the socket. */
  const needGoodToken = async ({ service: name }: SocketPromise, { refusal }: OpeningFact) => {
    const service = session.service(name)
    const isProtected = service.protectedRoutes.length > 0 && session.contract.tokens !== undefined
    if (refusal.kind === 'refused' && isProtected) await needUnrefused(session, service, 'user')
  }

  const judgeAdmission: SocketAdmission['judgeAdmission'] = (socket) =>
    session.once(`opening ${socket.name}`, async () => {
      const { token, fact, conversation } = await first(socket)
      if (judgeHandshake({ socket, attempt: fact, others: [] }) === undefined) return undefined
      await conversation?.close()
      await needGoodToken(socket, fact)
      const look = await lookAtHandshake(
        { session, connector, open: attempt, openForbidden: attemptForbidden },
        { socket, attempt: usualAttempt(socket, token), fact },
      )
      const finding = judgeHandshake({ socket, attempt: fact, ...look })
      if (finding?.code !== 'ws.refused' || session.contract.tokens === undefined) return finding
      return unprovedAtSocket(finding, (await needToken(session, 'user')).way, session.contract)
    })

  /** A conversation shows better whether the connection serves, and its end may be the end of the connection. */
  const isTalkedOver = ({ name }: SocketPromise) =>
    session.contract.journeys.some(({ steps }) =>
      steps.some((step) => step.kind === 'conversation' && step.socket === name),
    )

  const judgeStaying: SocketAdmission['judgeStaying'] = async (socket) => {
    const { token, fact, conversation } = await first(socket)
    if (conversation === undefined || !isMute(socket) || isTalkedOver(socket)) return undefined
    const { way } = usualAttempt(socket, token)
    const leftMs = Math.min(STAY_MS, connector.waitMs(socket)) - conversation.ageMs()
    const open = { socket, way, handshake: fact.handshake, conversation }
    const later = await hearVerdict(open, 'welcome', Math.max(0, leftMs))
    return judgeHandshake({ socket, attempt: later, others: [] })
  }

  const { judgeAlso, judgeEachTime } = createFurtherOpenings({ session, first, attempt })

  const needAdmission: SocketAdmission['needAdmission'] = async (socket) => {
    needNoFailure(await judgeAdmission(socket))
    return first(socket)
  }

  return {
    ...createSocketRefusals({
      session,
      first,
      attemptForbidden,
      judgeEachTime,
      needAdmission,
    }),
    attempt,
    tokenFor,
    oneAtATime,
    judgeAdmission,
    judgeEachTime,
    judgeStaying,
    needAdmission,
    judgeOtherWay: async (socket, way) => {
      const { token, fact } = await needAdmission(socket)
      const others = socket.ways.slice(0, 1).map((usual) => ({ way: usual, fact }))
      return judgeAlso(socket, { ...(token !== undefined && { token }), way }, { way, others })
    },
    judgeBesideTestHeaders: async (socket) => {
      const { token } = await needAdmission(socket)
      const beside = { ...usualAttempt(socket, token), testHeaders: 'sent' } as const
      const what = 'a user token with E2E test headers beside it'
      return judgeAlso(socket, beside, { what, others: [] })
    },
  }
}
