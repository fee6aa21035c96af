import type { SocketPromise } from '../../contracts/schema/socket.ts'
import type { BypassFact } from '../diagnosis/judges/socket/judge-bypass.ts'
import { judgePong, type SaidFact } from '../diagnosis/judges/socket/judge-heard.ts'
import type { QuietFact } from '../diagnosis/judges/socket/judge-quiet.ts'
import { Blocked } from './check-result.ts'
import { waitMsOf } from './handshake.ts'
import { inTurn } from './handshake-turns.ts'
import { heardOrHeldUp } from './hear-connection.ts'
import type { Session } from './session.ts'
import { openOne, pingOf, sayPing } from './sockets.ts'

/** A need: the socket answers a ping, by which other checks see that a connection still works. */
async function needPong(session: Session, socket: SocketPromise): Promise<void> {
  const finding = judgePong(await pingOf(session, socket), socket)
  if (finding !== undefined) throw new Blocked([finding])
}

/** Sends an unexpected message, which may break its connection, on a separate one, then a ping. */
export async function sayHarmless(
  session: Session,
  socket: SocketPromise,
  message: SocketPromise['harmless'][number],
): Promise<SaidFact> {
  await needPong(session, socket)
  return inTurn(session, async () => {
    const own = await openOne(session, socket, 'user')
    try {
      own.conversation.say(message.say)
      return await sayPing(socket, own, waitMsOf(session, socket))
    } finally {
      await own.conversation.close()
    }
  })
}

/** Opens a separate connection, sends nothing for the promised seconds, and then a ping if one is promised. */
export async function stayQuiet(session: Session, socket: SocketPromise): Promise<QuietFact> {
  if (socket.ping !== undefined) await needPong(session, socket)
  const own = await openOne(session, socket, 'user')
  try {
    const seconds = socket.quietSeconds ?? 0
    const wait = { ms: seconds * 1000, for: `the end of ${seconds} quiet seconds` }
    const quiet = heardOrHeldUp(await own.conversation.hear(() => false, wait))
    const { handshake } = own
    if (quiet.kind !== 'silence' || socket.ping === undefined) return { handshake, quiet }
    const { heard: pong } = await sayPing(socket, own, waitMsOf(session, socket))
    return { handshake, quiet, pong }
  } finally {
    await own.conversation.close()
  }
}

/** What the server of a socket says of itself, each statement asked once a run. */
export function statementsOf(
  session: Session,
  { service, bypass }: SocketPromise,
): Promise<readonly BypassFact[]> {
  return Promise.all(
    bypass.map(async (statement) => ({
      statement,
      exchange: await session.once(`statement ${service} ${statement.path}`, () =>
        session.ask({ service, method: 'GET', path: statement.path }),
      ),
    })),
  )
}
