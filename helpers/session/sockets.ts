import type { SocketPromise } from '../../contracts/type/socket.ts'
import type { BypassFact } from '../diagnosis/judges/socket/judge-bypass.ts'
import { judgeHandshake } from '../diagnosis/judges/socket/judge-handshake.ts'
import { judgePong, type SaidFact } from '../diagnosis/judges/socket/judge-heard.ts'
import { frameSays } from '../promise/frame-says.ts'
import type { Conversation } from '../socket/conversation.ts'
import type { Handshake, Heard } from '../socket/handshake-fact.ts'
import type { Acceptance } from './acceptance.ts'
import { createDial, heardOrHeldUp, type Opening } from './dial.ts'
import { createOpenings, type Openings, usualAttempt } from './openings.ts'
import { Blocked, CouldNotJudge, NotHere } from './outcome.ts'
import type { Services } from './services.ts'
import type { Tokens, Who } from './tokens.ts'
import type { World } from './world.ts'

/** An open connection with its welcome heard (or not). */
export interface OpenSocket {
  readonly handshake: Handshake
  readonly conversation: Conversation
  readonly welcome: Heard
}

/** What is asked over sockets. */
export interface Sockets extends Openings {
  url(socket: SocketPromise): string
  /** The service behind a socket of the contract, by the socket's name. */
  serviceOf(name: string): string
  /** A need: that user's connection, open; all share it who do not break it. */
  need(socket: SocketPromise, who: Who): Promise<OpenSocket>
  ping(socket: SocketPromise): Promise<SaidFact>
  /** Says something nobody expects on a connection of its own, then a ping. */
  sayHarmless(socket: SocketPromise, message: SocketPromise['harmless'][number]): Promise<SaidFact>
  statements(socket: SocketPromise): Promise<readonly BypassFact[]>
  close(): Promise<void>
}

export function createSockets(
  world: World,
  services: Services,
  tokens: Tokens,
  acceptance: Acceptance,
): Sockets {
  const dial = createDial(world)
  const openings = createOpenings({ world, services, tokens, acceptance, dial })
  const { oneAtATime, needOpening } = openings

  const openOne = async (socket: SocketPromise, who: Who): Promise<OpenSocket> => {
    await needOpening(socket)
    const { token } = await tokens.need(who)
    return opened(socket, await dial.open(socket, usualAttempt(socket, token), 'to-get-in'))
  }

  const need: Sockets['need'] = (socket, who) =>
    world.once(`socket ${socket.name} ${who}`, async () =>
      who === 'user' ? opened(socket, await needOpening(socket)) : openOne(socket, who),
    )

  const sayPing = async (
    socket: SocketPromise,
    { handshake, conversation }: OpenSocket,
  ): Promise<SaidFact> => {
    const { ping } = socket
    if (ping === undefined) throw new NotHere('this socket promises no ping')
    conversation.say(ping.say)
    const heard = await conversation.hear(
      (frame) => ping.hears.every((says) => frameSays(frame, says)),
      { ms: dial.waitMs(socket), for: 'the pong' },
    )
    return { handshake, heard: heardOrHeldUp(heard) }
  }

  const ping: Sockets['ping'] = (socket) =>
    world.once(`ping ${socket.name}`, async () => sayPing(socket, await need(socket, 'user')))

  return {
    ...openings,
    need,
    ping,
    url: dial.url,
    serviceOf: (name) =>
      world.contract.sockets.find((socket) => socket.name === name)?.service ?? name,
    sayHarmless: async (socket, message) => {
      const finding = judgePong(await ping(socket), socket)
      if (finding !== undefined) throw new Blocked([finding])
      return oneAtATime(async () => {
        const own = await openOne(socket, 'user')
        try {
          own.conversation.say(message.say)
          return await sayPing(socket, own)
        } finally {
          await own.conversation.close()
        }
      })
    },
    statements: (socket) =>
      Promise.all(
        socket.bypass.map(async (statement) => ({
          statement,
          exchange: await world.once(`statement ${socket.service} ${statement.path}`, () =>
            world.ask({ service: socket.service, method: 'GET', path: statement.path }),
          ),
        })),
      ),
    close: dial.close,
  }
}

/** The connection of an attempt; blocks with what came instead. */
function opened(socket: SocketPromise, { fact, conversation }: Opening): OpenSocket {
  const { handshake, heard } = fact
  if (conversation !== undefined && heard !== undefined)
    return { handshake, conversation, welcome: heard }
  const finding = judgeHandshake({ socket, attempt: fact, others: [] })
  throw finding === undefined
    ? new CouldNotJudge('the socket neither opened nor was refused')
    : new Blocked([finding])
}
