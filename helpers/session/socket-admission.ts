import type { SocketCredential, SocketPromise } from '../../contracts/schema/socket.ts'
import { unprovedAtSocket } from '../diagnosis/judges/access/token-of-this-run.ts'
import { judgeHandshake } from '../diagnosis/judges/socket/judge-handshake.ts'
import type { OpeningFact } from '../diagnosis/judges/socket/opening-fact.ts'
import { needUnrefused } from './acceptance.ts'
import { type Judged, needNoFailure } from './check-result.ts'
import { judgeAlso } from './further-openings.ts'
import { usualAttempt, waitMsOf } from './handshake.ts'
import { lookAtHandshake } from './handshake-look.ts'
import { firstConnection } from './handshake-turns.ts'
import { hearVerdict, isMute } from './hear-connection.ts'
import type { Session } from './session.ts'
import type { UserConnection } from './socket-connector.ts'
import { needToken } from './tokens.ts'

/**
 * How long a connection must stay open where nothing else is promised, milliseconds: past the limit of five seconds that
 * servers and proxies set for a quiet connection. No answer says beforehand what that limit is.
 */
const STAY_MS = 6_000

/** Whether the socket opens for the user's token; where it does not, after experiments. */
export function judgeOpening(session: Session, socket: SocketPromise): Judged {
  return session.once(`opening ${socket.name}`, async () => {
    const { token, fact, conversation } = await firstConnection(session, socket)
    if (judgeHandshake({ socket, attempt: fact, others: [] }) === undefined) return undefined
    await conversation?.close()
    await needGoodToken(session, socket, fact)
    const attempt = usualAttempt(socket, token)
    const look = await lookAtHandshake(session, { socket, attempt, fact })
    const finding = judgeHandshake({ socket, attempt: fact, ...look })
    return finding?.code === 'ws.refused' && session.contract.tokens !== undefined
      ? unprovedAtSocket(finding, (await needToken(session, 'user')).way, session.contract)
      : finding
  })
}

/** A need for judging a refusal: the service accepts the token elsewhere. Otherwise the token is at fault, not the socket. */
async function needGoodToken(
  session: Session,
  { service: name }: SocketPromise,
  { refusal }: OpeningFact,
): Promise<void> {
  const service = session.service(name)
  const isProtected = service.protectedRoutes.length > 0 && session.contract.tokens !== undefined
  if (refusal.kind === 'refused' && isProtected) await needUnrefused(session, service, 'user')
}

/** A need: the socket opens for the user's token. Gives the token and the connection, which stays open. */
export async function needAdmission(
  session: Session,
  socket: SocketPromise,
): Promise<UserConnection> {
  needNoFailure(await judgeOpening(session, socket))
  return firstConnection(session, socket)
}

/** Of a socket that promises nothing else, whether its connection is still open some seconds later. No other check waits for that. */
export async function judgeStaying(session: Session, socket: SocketPromise): Judged {
  const { token, fact, conversation } = await firstConnection(session, socket)
  if (conversation === undefined || !isMute(socket) || isTalkedOver(session, socket))
    return undefined
  const { way } = usualAttempt(socket, token)
  const leftMs = Math.min(STAY_MS, waitMsOf(session, socket)) - conversation.ageMs()
  const open = { socket, way, handshake: fact.handshake, conversation }
  const later = await hearVerdict(open, 'welcome', Math.max(0, leftMs))
  return judgeHandshake({ socket, attempt: later, others: [] })
}

/** A conversation shows better whether the connection serves, and its end may be the end of the connection. */
function isTalkedOver({ contract }: Session, { name }: SocketPromise): boolean {
  return contract.journeys.some(({ steps }) =>
    steps.some((step) => step.kind === 'conversation' && step.socket === name),
  )
}

/** Whether the socket opens for the same token sent in another way; a need is that it opens for the first way. */
export async function judgeOtherWay(
  session: Session,
  socket: SocketPromise,
  way: SocketCredential,
): Judged {
  const { token, fact } = await needAdmission(session, socket)
  const others = socket.ways.slice(0, 1).map((usual) => ({ way: usual, fact }))
  return judgeAlso(session, socket, { token, way }, { way, others })
}

/** Whether the socket opens for a user token sent with test headers. */
export async function judgeBesideTestHeaders(session: Session, socket: SocketPromise): Judged {
  const { token } = await needAdmission(session, socket)
  const attempt = { ...usualAttempt(socket, token), testHeaders: 'sent' } as const
  const what = 'a user token with E2E test headers beside it'
  return judgeAlso(session, socket, attempt, { what, others: [] })
}
