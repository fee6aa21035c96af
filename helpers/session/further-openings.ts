import type { SocketPromise } from '../../contracts/schema/socket.ts'
import type { HandshakeFact } from '../diagnosis/judges/socket/handshake-evidence.ts'
import { judgeHandshake } from '../diagnosis/judges/socket/judge-handshake.ts'
import { judgePong } from '../diagnosis/judges/socket/judge-heard.ts'
import { judgeWelcome } from '../diagnosis/judges/socket/judge-welcome.ts'
import type { OpeningFact } from '../diagnosis/judges/socket/opening-fact.ts'
import type { Finding } from '../record/finding.ts'
import type { Heard } from '../socket/handshake-fact.ts'
import { type HandshakeAttempt, usualAttempt } from './handshake.ts'
import { openAgain } from './handshake-look.ts'
import type { Session } from './session.ts'
import type { UserConnection } from './socket-connector.ts'

/** Handshakes of the user beside the first one, each closed at once: of two instances, one that does not open is missed once in sixteen runs. */
const EACH_TIME = 3

/** Further connections of the user, which another instance may answer. */
interface FurtherOpenings {
  /** A further handshake of the user, made again where it fails. */
  judgeAlso(
    socket: SocketPromise,
    attempt: HandshakeAttempt,
    about: Pick<HandshakeFact, 'way' | 'what' | 'others'>,
  ): Promise<Finding | undefined>
  /** Whether the socket opens for the user each time, and welcomes each time if it welcomed the first one. */
  judgeEachTime(socket: SocketPromise): Promise<Finding | undefined>
}

interface FurtherTools {
  readonly session: Session
  readonly first: (socket: SocketPromise) => Promise<UserConnection>
  readonly attempt: (socket: SocketPromise, attempt: HandshakeAttempt) => Promise<OpeningFact>
}

export function createFurtherOpenings({ session, first, attempt }: FurtherTools): FurtherOpenings {
  const judge = async (
    spec: HandshakeAttempt,
    fact: Pick<HandshakeFact, 'socket' | 'attempt' | 'way' | 'what' | 'others'>,
  ) => {
    if (judgeHandshake(fact) === undefined) return undefined
    const failed = { socket: fact.socket, attempt: spec, fact: fact.attempt }
    return judgeHandshake({ ...fact, again: await openAgain({ open: attempt }, failed) })
  }

  return {
    judgeAlso: async (socket, spec, about) =>
      judge(spec, { socket, attempt: await attempt(socket, spec), ...about }),
    judgeEachTime: (socket) =>
      session.once(`each time ${socket.name}`, async () => {
        const { token, fact } = await first(socket)
        const spec = usualAttempt(socket, token)
        const came: Heard[] = fact.heard?.kind === 'frame' ? [fact.heard] : []
        for (let left = EACH_TIME; left > 0; left -= 1) {
          const opening = await attempt(socket, spec)
          const finding =
            (await judge(spec, { socket, attempt: opening, others: [] })) ??
            judgeSilence(socket, opening, came)
          if (finding !== undefined) return finding
          if (opening.heard?.kind === 'frame') came.push(opening.heard)
        }
        return undefined
      }),
  }
}

/** What is missing on a further connection, where it came on all before. */
function judgeSilence(
  socket: SocketPromise,
  { handshake, heard }: OpeningFact,
  came: readonly Heard[],
): Finding | undefined {
  if (heard?.kind !== 'silence' || came.length === 0) return undefined
  return socket.welcome === undefined
    ? judgePong({ handshake, heard, again: came }, socket)
    : judgeWelcome({ socket, handshake, welcome: heard, again: came })
}
