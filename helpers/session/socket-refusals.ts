import type { SocketPromise } from '../../contracts/schema/socket.ts'
import { Secret } from '../../env/secret.ts'
import {
  judgeSocketRefusal,
  type WrongOpening,
} from '../diagnosis/judges/socket/judge-socket-refusal.ts'
import { Blocked, blockedBy, type Judged, notApplicable } from './check-result.ts'
import { judgeEachTime } from './further-openings.ts'
import type { HandshakeAttempt } from './handshake.ts'
import { attemptForbidden, firstConnection } from './handshake-turns.ts'
import { isMute } from './hear-connection.ts'
import { needService } from './services.ts'
import type { Session } from './session.ts'
import { needAdmission } from './socket-admission.ts'

/** Whether the socket refuses a handshake with a wrong token, or none. */
export async function judgeForbidden(
  session: Session,
  socket: SocketPromise,
  spec: HandshakeAttempt,
  wrong: Omit<WrongOpening, 'socket' | 'bypass'>,
): Judged {
  const fact = await attemptForbidden(session, socket, spec)
  const bypass = session.policy.bypassSeverity
  const finding = judgeSocketRefusal(fact, { ...wrong, socket, bypass })
  if (finding === undefined || wrong.good === 'unknown') return finding
  if (fact.refusal.kind === 'unclear') return (await judgeEachTime(session, socket)) ?? finding
  const staysOpen = fact.refusal.kind === 'not-refused' && fact.refusal.by === 'staying-open'
  if (!staysOpen || isMute(socket)) return finding
  return (await firstConnection(session, socket)).fact.heard?.kind === 'silence'
    ? notApplicable('the socket does not even welcome the user in time: a refusal may be as late')
    : finding
}

/** Whether the socket refuses a handshake without a token. */
export function judgeNoToken(session: Session, socket: SocketPromise): Judged {
  return session.once(`anonymous ${socket.name}`, async () => {
    // Without a good token too: a socket that opens for everybody is open, and one that refuses as promised keeps its promise.
    const blocked = await needAdmission(session, socket).then(() => undefined, blockedBy)
    if (blocked !== undefined && (await isUnanswered(session, socket))) throw blocked
    await needService(session, socket.service)
    const good = blocked === undefined ? 'opens' : 'unknown'
    const wrong = { what: 'a handshake without a token', opened: 'ws.open', good } as const
    const finding =
      (await judgeForbidden(session, socket, {}, wrong)) ??
      (await judgeEmptyMessage(session, socket, good))
    const isClear = finding === undefined || finding.code === 'ws.open'
    if (blocked !== undefined && !isClear) throw blocked
    return finding
  })
}

/** Whether the handshake of the user got no answer: another one would wait as long, and was made beside it (handshake-look.ts). */
function isUnanswered(session: Session, socket: SocketPromise): Promise<boolean> {
  return firstConnection(session, socket).then(
    ({ fact }) => fact.handshake.kind === 'no-answer',
    () => false,
  )
}

/**
 * Whether a socket that waits for a first message lets in a client whose message holds no token, as one does that allows
 * anonymous users (Centrifugo 6). How else it answers such a message is not promised.
 */
async function judgeEmptyMessage(
  session: Session,
  socket: SocketPromise,
  good: WrongOpening['good'],
): Judged {
  const [way] = socket.ways
  if (way?.by !== 'first-message') return undefined
  const what = 'a first message without a token'
  const fact = await attemptForbidden(session, socket, { way, token: new Secret('') })
  const bypass = session.policy.bypassSeverity
  const finding = judgeSocketRefusal(fact, { what, opened: 'ws.open', good, socket, bypass })
  return finding?.code === 'ws.open' ? finding : undefined
}

/** A need: the socket opens for the user and refuses a handshake without a token. If it admits both, a wrong token proves nothing. */
export async function needClosedSocket(session: Session, socket: SocketPromise): Promise<void> {
  await needAdmission(session, socket)
  const finding = await judgeNoToken(session, socket)
  if (finding?.code === 'ws.open') throw new Blocked([finding])
}
