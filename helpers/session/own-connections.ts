import type { SocketPromise } from '../../contracts/schema/socket.ts'
import { judgePong, type SaidFact } from '../diagnosis/judges/socket/judge-heard.ts'
import type { QuietFact } from '../diagnosis/judges/socket/judge-quiet.ts'
import type { Limiter } from '../http/limiter.ts'
import { frameSays } from '../promise/expectation.ts'
import type { Conversation } from '../socket/conversation.ts'
import type { Handshake, Heard } from '../socket/handshake-fact.ts'
import { Blocked, NotApplicable } from './check-result.ts'
import { heardOrHeldUp } from './hear-connection.ts'
import type { Who } from './issuing.ts'
import type { SocketConnector } from './socket-connector.ts'

/** An open connection, and the welcome or what came in its place. */
export interface OpenSocket {
  readonly handshake: Handshake
  readonly conversation: Conversation
  readonly welcome: Heard
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

/** Conversations that may break their connection, each on one of its own. */
export interface OwnConnections {
  /** Sends an unexpected message on a separate connection, then a ping. */
  sayHarmless(socket: SocketPromise, message: SocketPromise['harmless'][number]): Promise<SaidFact>
  /** Opens a separate connection, sends nothing for the promised seconds, and then a ping if one is promised. */
  stayQuiet(socket: SocketPromise): Promise<QuietFact>
}

interface OwnConnectionTools {
  readonly oneAtATime: Limiter
  readonly ping: (socket: SocketPromise) => Promise<SaidFact>
  readonly connector: SocketConnector
  readonly openOne: (socket: SocketPromise, who: Who) => Promise<OpenSocket>
}

export function createOwnConnections({
  connector,
  oneAtATime,
  openOne,
  ping,
}: OwnConnectionTools): OwnConnections {
  /** A need: the socket answers a ping, by which other checks see that a connection still works. */
  const needPong = async (socket: SocketPromise) => {
    const finding = judgePong(await ping(socket), socket)
    if (finding !== undefined) throw new Blocked([finding])
  }

  return {
    sayHarmless: async (socket, message) => {
      await needPong(socket)
      return oneAtATime(async () => {
        const own = await openOne(socket, 'user')
        try {
          own.conversation.say(message.say)
          return await sayPing(socket, own, connector.waitMs(socket))
        } finally {
          await own.conversation.close()
        }
      })
    },
    stayQuiet: async (socket) => {
      if (socket.ping !== undefined) await needPong(socket)
      const own = await openOne(socket, 'user')
      try {
        const seconds = socket.quietSeconds ?? 0
        const wait = { ms: seconds * 1000, for: `the end of ${seconds} quiet seconds` }
        const quiet = heardOrHeldUp(await own.conversation.hear(() => false, wait))
        const { handshake } = own
        return quiet.kind !== 'silence' || socket.ping === undefined
          ? { handshake, quiet }
          : { handshake, quiet, pong: (await sayPing(socket, own, connector.waitMs(socket))).heard }
      } finally {
        await own.conversation.close()
      }
    },
  }
}
