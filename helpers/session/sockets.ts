import type { SocketPromise } from '../../contracts/schema/socket.ts'
import { judgeHandshake } from '../diagnosis/judges/socket/judge-handshake.ts'
import type { SaidFact } from '../diagnosis/judges/socket/judge-heard.ts'
import type { WelcomeFact } from '../diagnosis/judges/socket/judge-welcome.ts'
import { frameSays } from '../promise/expectation.ts'
import type { Conversation } from '../socket/conversation.ts'
import type { Handshake, Heard } from '../socket/handshake-fact.ts'
import { Blocked, Inconclusive, type Judged, NotApplicable } from './check-result.ts'
import { judgeEachTime } from './further-openings.ts'
import { type HandshakeAttempt, usualAttempt, waitMsOf } from './handshake.ts'
import { inTurn, tokenFor } from './handshake-turns.ts'
import { heardOrHeldUp, hearWelcome, isMute, isWelcome } from './hear-connection.ts'
import type { Who } from './issuing.ts'
import type { Session } from './session.ts'
import { judgeOpening, judgeStaying, needAdmission } from './socket-admission.ts'
import { type ConnectResult, connectorOf } from './socket-connector.ts'

/** An open connection, and the welcome or what came in its place. */
export interface OpenSocket {
  readonly handshake: Handshake
  readonly conversation: Conversation
  readonly welcome: Heard
}

/** A need: an open connection of that user. Checks share it unless they may break it. */
export function needSocket(session: Session, socket: SocketPromise, who: Who): Promise<OpenSocket> {
  return session.once(`socket ${socket.name} ${who}`, async () =>
    who === 'user'
      ? opened(socket, await needAdmission(session, socket))
      : openOne(session, socket, who),
  )
}

/** A connection of its own. */
export async function openOne(
  session: Session,
  socket: SocketPromise,
  who: Who,
  about: Pick<HandshakeAttempt, 'listenMs'> = {},
): Promise<OpenSocket> {
  await needAdmission(session, socket)
  const attempt = { ...usualAttempt(socket, await tokenFor(session, socket, who)), ...about }
  return opened(socket, await connectorOf(session).open(socket, attempt, 'admission'))
}

/** The connection of a handshake; throws `Blocked` with the finding if there is none. */
function opened(socket: SocketPromise, { fact, conversation }: ConnectResult): OpenSocket {
  const { handshake, heard } = fact
  if (conversation !== undefined && heard !== undefined)
    return { handshake, conversation, welcome: heard }
  const finding = judgeHandshake({ socket, attempt: fact, others: [] })
  throw finding === undefined
    ? new Inconclusive('the socket neither opened nor was refused')
    : new Blocked([finding])
}

/** Whether the socket opens for the user, first and each time, welcomes as the first time, and stays open. */
export async function judgeAdmission(session: Session, socket: SocketPromise): Judged {
  const finding = await judgeOpening(session, socket)
  if (finding !== undefined || !(await isWell(session, socket))) return finding
  return (await judgeEachTime(session, socket)) ?? judgeStaying(session, socket)
}

/** Whether what is promised comes on the first connection. Where it does not, that is looked at on others. */
async function isWell(session: Session, socket: SocketPromise): Promise<boolean> {
  const { welcome } = await needSocket(session, socket, 'user')
  if (welcome.kind !== 'frame' && !isMute(socket)) return false
  return socket.ping === undefined || (await pingOf(session, socket)).heard.kind === 'frame'
}

/** Sends the promised ping and waits for its pong, so many milliseconds. Throws `NotApplicable` where none is promised. */
export async function sayPing(
  socket: SocketPromise,
  { handshake, conversation }: OpenSocket,
  ms: number,
): Promise<SaidFact> {
  const { ping } = socket
  if (ping === undefined) throw new NotApplicable('this socket promises no ping')
  conversation.say(ping.say)
  const heard = await conversation.hear(
    (frame) => ping.hears.every((says) => frameSays(frame, says)),
    { ms, for: 'the pong' },
  )
  return { handshake, heard: heardOrHeldUp(heard) }
}

/** Pings beside the first one, on the same connection: behind one address every second one may be lost. */
const MORE_PINGS = 2

/** The answer to a ping on the user's connection; where none came, with what further connections brought. */
export function pingOf(session: Session, socket: SocketPromise): Promise<SaidFact> {
  return session.once(`ping ${socket.name}`, async () => {
    const own = await needSocket(session, socket, 'user')
    const waitMs = waitMsOf(session, socket)
    const answered: Heard[] = []
    let said = await sayPing(socket, own, waitMs)
    while (said.heard.kind === 'frame' && answered.length < MORE_PINGS) {
      answered.push(said.heard)
      said = await sayPing(socket, own, waitMs)
    }
    if (answered.length > 0) return { ...said, again: answered }
    if (said.heard.kind !== 'silence' || said.heard.seen.length > 0) return said
    const again = await hearOnOthers(
      session,
      socket,
      async (other) => (await sayPing(socket, other, AGAIN_MS)).heard,
    )
    return { ...said, again }
  })
}

/** How much longer a welcome is waited for that did not come in time, milliseconds: late is another fault than never. */
const LONGER_MS = 5_000

/** The welcome of the user's connection; where none came in time, with what a longer wait and further connections brought. */
export async function welcomeOf(
  session: Session,
  socket: SocketPromise,
): Promise<Pick<WelcomeFact, 'handshake' | 'welcome' | 'late' | 'again'>> {
  const { handshake, welcome, conversation } = await needSocket(session, socket, 'user')
  if (welcome.kind !== 'silence' || socket.welcome === undefined) return { handshake, welcome }
  const [late, again] = await Promise.all([
    hearWelcome(socket, conversation, LONGER_MS).then(heardOrHeldUp),
    hearOnOthers(session, socket, async ({ conversation: other, welcome: heard }) =>
      heard.kind === 'frame' && isWelcome(heard.frame, socket)
        ? heard
        : heardOrHeldUp(await hearWelcome(socket, other, AGAIN_MS)),
    ),
  ])
  return { handshake, welcome, late, again }
}

/** Further connections where a welcome or a pong did not come, and how long each listens: of two instances they miss one in 1 of 8 runs. */
const AGAIN = 3
const AGAIN_MS = 1_000

/**
 * What is heard on further connections of the user, one after the other: another instance may answer. One that does not come
 * about is the finding of other checks.
 */
async function hearOnOthers(
  session: Session,
  socket: SocketPromise,
  hear: (own: OpenSocket) => Promise<Heard>,
): Promise<readonly Heard[]> {
  const all: Heard[] = []
  for (let time = 0; time < AGAIN; time += 1) {
    const one = await inTurn(session, async () => {
      const own = await openOne(session, socket, 'user', { listenMs: AGAIN_MS })
      return hear(own).finally(() => own.conversation.close())
    }).catch(() => undefined)
    if (one !== undefined) all.push(one)
  }
  return all
}
