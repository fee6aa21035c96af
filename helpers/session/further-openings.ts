import type { SocketPromise } from '../../contracts/schema/socket.ts'
import type { HandshakeFact } from '../diagnosis/judges/socket/handshake-evidence.ts'
import { judgeHandshake } from '../diagnosis/judges/socket/judge-handshake.ts'
import { judgePong } from '../diagnosis/judges/socket/judge-heard.ts'
import { judgeWelcome } from '../diagnosis/judges/socket/judge-welcome.ts'
import type { OpeningFact } from '../diagnosis/judges/socket/opening-fact.ts'
import type { Finding } from '../record/finding.ts'
import type { Heard } from '../socket/handshake-fact.ts'
import type { Judged } from './check-result.ts'
import { type HandshakeAttempt, usualAttempt } from './handshake.ts'
import { openAgain } from './handshake-look.ts'
import { attempt, firstConnection } from './handshake-turns.ts'
import type { Session } from './session.ts'

/** Handshakes of the user beside the first one, each closed at once: of two instances, one that does not open is missed once in sixteen runs. */
const EACH_TIME = 3

/** What a further handshake shows beside its result. */
type About = Pick<HandshakeFact, 'way' | 'what' | 'others'>

/** Whether the socket opens at a further handshake of the user, made again where it fails. */
export async function judgeAlso(
  session: Session,
  socket: SocketPromise,
  spec: HandshakeAttempt,
  about: About,
): Judged {
  return judge(session, socket, spec, await attempt(session, socket, spec), about)
}

async function judge(
  session: Session,
  socket: SocketPromise,
  spec: HandshakeAttempt,
  opening: OpeningFact,
  about: About,
): Judged {
  const fact = { socket, attempt: opening, ...about }
  if (judgeHandshake(fact) === undefined) return undefined
  const again = await openAgain(session, { socket, attempt: spec, fact: opening })
  return judgeHandshake({ ...fact, again })
}

/**
 * Whether the socket opens for the user each time, and welcomes each time if it welcomed the first one: another instance may
 * answer.
 */
export function judgeEachTime(session: Session, socket: SocketPromise): Judged {
  return session.once(`each time ${socket.name}`, async () => {
    const { token, fact } = await firstConnection(session, socket)
    const spec = usualAttempt(socket, token)
    const came: Heard[] = fact.heard?.kind === 'frame' ? [fact.heard] : []
    for (let left = EACH_TIME; left > 0; left -= 1) {
      const opening = await attempt(session, socket, spec)
      const finding =
        (await judge(session, socket, spec, opening, { others: [] })) ??
        judgeSilence(socket, opening, came)
      if (finding !== undefined) return finding
      if (opening.heard?.kind === 'frame') came.push(opening.heard)
    }
    return undefined
  })
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
