import type { SocketPromise } from '../../contracts/schema/socket.ts'
import {
  judgeSocketRefusal,
  type WrongOpening,
} from '../diagnosis/judges/socket/judge-socket-refusal.ts'
import type { OpeningFact } from '../diagnosis/judges/socket/opening-fact.ts'
import type { Finding } from '../record/finding.ts'
import { Blocked, blockedBy, notApplicable } from './check-result.ts'
import type { HandshakeAttempt } from './handshake.ts'
import { isMute } from './hear-connection.ts'
import { needService } from './services.ts'
import type { Session } from './session.ts'
import type { UserConnection } from './socket-connector.ts'

/** Which handshakes a socket refuses. */
export interface SocketRefusals {
  /** Whether the socket refuses a handshake with a wrong token, or none. */
  judgeForbidden(
    socket: SocketPromise,
    attempt: HandshakeAttempt,
    wrong: Omit<WrongOpening, 'socket' | 'bypass'>,
  ): Promise<Finding | undefined>
  /** Whether the socket refuses a handshake without a token. */
  judgeAnonymous(socket: SocketPromise): Promise<Finding | undefined>
  /** A need: the socket opens for the user and refuses a handshake without a token. If it admits both, a wrong token proves nothing. */
  needClosed(socket: SocketPromise): Promise<void>
}

/** How the handshakes are made, and what is known of those of the user. */
interface RefusalTools {
  readonly session: Session
  readonly first: (socket: SocketPromise) => Promise<UserConnection>
  readonly attemptForbidden: (
    socket: SocketPromise,
    attempt: HandshakeAttempt,
  ) => Promise<OpeningFact>
  /** Whether the socket opens for the user each time. */
  readonly judgeEachTime: (socket: SocketPromise) => Promise<Finding | undefined>
  readonly needAdmission: (socket: SocketPromise) => Promise<UserConnection>
}

export function createSocketRefusals({
  session,
  first,
  attemptForbidden,
  judgeEachTime,
  needAdmission,
}: RefusalTools): SocketRefusals {
  const judgeForbidden: SocketRefusals['judgeForbidden'] = async (socket, spec, wrong) => {
    const fact = await attemptForbidden(socket, spec)
    const bypass = session.policy.bypassSeverity
    const finding = judgeSocketRefusal(fact, { ...wrong, socket, bypass })
    if (finding === undefined || wrong.good === 'unknown') return finding
    if (fact.refusal.kind === 'unclear') return (await judgeEachTime(socket)) ?? finding
    const staysOpen = fact.refusal.kind === 'not-refused' && fact.refusal.by === 'staying-open'
    return staysOpen && !isMute(socket) && (await first(socket)).fact.heard?.kind === 'silence'
      ? notApplicable('the socket does not even welcome the user in time: a refusal may be as late')
      : finding
  }

  const judgeAnonymous: SocketRefusals['judgeAnonymous'] = (socket) =>
    session.once(`anonymous ${socket.name}`, async () => {
      // Without a good token too: a socket that opens for everybody is open, and one that refuses as promised keeps its promise.
      const blocked = await needAdmission(socket).then(() => undefined, blockedBy)
      await needService(session, socket.service)
      const good = blocked === undefined ? 'opens' : 'unknown'
      const wrong = { what: 'a handshake without a token', opened: 'ws.open', good } as const
      const finding = await judgeForbidden(socket, {}, wrong)
      const isClear = finding === undefined || finding.code === 'ws.open'
      if (blocked !== undefined && !isClear) throw blocked
      return finding
    })

  return {
    judgeForbidden,
    judgeAnonymous,
    needClosed: async (socket) => {
      await needAdmission(socket)
      const finding = await judgeAnonymous(socket)
      if (finding?.code === 'ws.open') throw new Blocked([finding])
    },
  }
}
