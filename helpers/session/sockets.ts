import type { SocketPromise } from '../../contracts/schema/socket.ts'
import type { BypassFact } from '../diagnosis/judges/socket/judge-bypass.ts'
import { judgeHandshake } from '../diagnosis/judges/socket/judge-handshake.ts'
import type { SaidFact } from '../diagnosis/judges/socket/judge-heard.ts'
import type { WelcomeFact } from '../diagnosis/judges/socket/judge-welcome.ts'
import type { Heard } from '../socket/handshake-fact.ts'
import { Blocked, Inconclusive } from './check-result.ts'
import { type HandshakeAttempt, usualAttempt } from './handshake.ts'
import { heardOrHeldUp, hearWelcome, isMute, isWelcome } from './hear-connection.ts'
import type { Who } from './issuing.ts'
import {
  createOwnConnections,
  type OpenSocket,
  type OwnConnections,
  sayPing,
} from './own-connections.ts'
import type { Session } from './session.ts'
import { createSocketAdmission, type SocketAdmission } from './socket-admission.ts'
import { type ConnectResult, createSocketConnector } from './socket-connector.ts'
import { AGAIN_MS, hearOnOthers } from './socket-look.ts'

/** The requests over sockets, shared by all checks. */
export interface Sockets extends SocketAdmission, OwnConnections {
  url(socket: SocketPromise): string
  /** The service behind a socket of the contract, by the socket's name. */
  serviceOf(name: string): string
  /** A need: an open connection of that user. Checks share it unless they may break it. */
  need(socket: SocketPromise, who: Who): Promise<OpenSocket>
  /** The welcome of the user's connection; where none came in time, with what a longer wait and further connections brought. */
  welcome(
    socket: SocketPromise,
  ): Promise<Pick<WelcomeFact, 'handshake' | 'welcome' | 'late' | 'again'>>
  ping(socket: SocketPromise): Promise<SaidFact>
  statements(socket: SocketPromise): Promise<readonly BypassFact[]>
  close(): Promise<void>
}

export function createSockets(session: Session): Sockets {
  const connector = createSocketConnector(session)
  const admission = createSocketAdmission({
    session,
    connector,
  })
  const { oneAtATime, needAdmission } = admission

  const openOne = async (
    socket: SocketPromise,
    who: Who,
    about: Pick<HandshakeAttempt, 'listenMs'> = {},
  ): Promise<OpenSocket> => {
    await needAdmission(socket)
    const attempt = { ...usualAttempt(socket, await admission.tokenFor(socket, who)), ...about }
    return opened(socket, await connector.open(socket, attempt, 'admission'))
  }

  const need: Sockets['need'] = (socket, who) =>
    session.once(`socket ${socket.name} ${who}`, async () =>
      who === 'user' ? opened(socket, await needAdmission(socket)) : openOne(socket, who),
    )

  const ping: Sockets['ping'] = (socket) =>
    session.once(`ping ${socket.name}`, async () => {
      const own = await need(socket, 'user')
      const answered: Heard[] = []
      let said = await sayPing(socket, own, connector.waitMs(socket))
      while (said.heard.kind === 'frame' && answered.length < MORE_PINGS) {
        answered.push(said.heard)
        said = await sayPing(socket, own, connector.waitMs(socket))
      }
      if (answered.length > 0) return { ...said, again: answered }
      if (said.heard.kind !== 'silence' || said.heard.seen.length > 0) return said
      const again = await onOthers(
        socket,
        async (other) => (await sayPing(socket, other, AGAIN_MS)).heard,
      )
      return { ...said, again }
    })

  /** Whether what is promised comes on the first connection. Where it does not, that is looked at on others. */
  const isWell = async (socket: SocketPromise) => {
    const { welcome } = await need(socket, 'user')
    if (welcome.kind !== 'frame' && !isMute(socket)) return false
    return socket.ping === undefined || (await ping(socket)).heard.kind === 'frame'
  }

  const onOthers = (socket: SocketPromise, hear: (own: OpenSocket) => Promise<Heard>) =>
    hearOnOthers(oneAtATime, () => openOne(socket, 'user', { listenMs: AGAIN_MS }), hear)

  return {
    ...admission,
    judgeAdmission: async (socket) => {
      const finding = await admission.judgeAdmission(socket)
      if (finding !== undefined || !(await isWell(socket))) return finding
      return (await admission.judgeEachTime(socket)) ?? (await admission.judgeStaying(socket))
    },
    need,
    ping,
    welcome: async (socket) => {
      const { handshake, welcome, conversation } = await need(socket, 'user')
      if (welcome.kind !== 'silence' || socket.welcome === undefined) return { handshake, welcome }
      const [late, again] = await Promise.all([
        hearWelcome(socket, conversation, LONGER_MS).then(heardOrHeldUp),
        onOthers(socket, ({ conversation: other, welcome: heard }) =>
          heard.kind === 'frame' && isWelcome(heard.frame, socket)
            ? Promise.resolve(heard)
            : hearWelcome(socket, other, AGAIN_MS).then(heardOrHeldUp),
        ),
      ])
      return { handshake, welcome, late, again }
    },
    url: connector.url,
    serviceOf: (name) =>
      session.contract.sockets.find((socket) => socket.name === name)?.service ?? name,
    ...createOwnConnections({ connector, oneAtATime, openOne, ping }),
    statements: (socket) =>
      Promise.all(
        socket.bypass.map(async (statement) => ({
          statement,
          exchange: await session.once(`statement ${socket.service} ${statement.path}`, () =>
            session.ask({ service: socket.service, method: 'GET', path: statement.path }),
          ),
        })),
      ),
    close: connector.close,
  }
}

/** Pings beside the first one, on the same connection: behind one address every second one may be lost. */
const MORE_PINGS = 2

/** How much longer a welcome is waited for that did not come in time, milliseconds: late is another fault than never. */
const LONGER_MS = 5_000

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
