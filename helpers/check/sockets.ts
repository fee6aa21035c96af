import type { SocketPromise } from '../../contracts/type/socket.ts'
import type { Finding } from '../diagnosis/finding.ts'
import type { BypassFact } from '../diagnosis/judge-bypass.ts'
import {
  type HandshakeFact,
  judgeHandshake,
  type OpeningFact,
} from '../diagnosis/judge-handshake.ts'
import { judgePong, type SaidFact } from '../diagnosis/judge-heard.ts'
import type { Conversation } from '../socket/conversation.ts'
import { frameSays } from '../socket/frame-says.ts'
import type { Handshake, Heard } from '../socket/handshake-fact.ts'
import { refusalOf } from '../socket/refusal-of.ts'
import { type Attempt, createDial, heardOrHeldUp } from './dial.ts'
import { createGate } from './gate.ts'
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
export interface Sockets {
  url(socket: SocketPromise): string
  /** The service behind a socket of the contract, by the socket's name. */
  serviceOf(name: string): string
  attempt(socket: SocketPromise, attempt: Attempt): Promise<OpeningFact>
  judgeOpening(socket: SocketPromise): Promise<Finding | undefined>
  /** A need: the socket opens for the user's token; gives that token. */
  needOpening(socket: SocketPromise): Promise<string>
  /** A need: a connection of that user, open; those who name the same purpose share it. */
  need(socket: SocketPromise, who: Who, purpose: string): Promise<OpenSocket>
  ping(socket: SocketPromise): Promise<SaidFact>
  /** Says something nobody expects on a connection of its own, then a ping. */
  sayHarmless(socket: SocketPromise, message: SocketPromise['harmless'][number]): Promise<SaidFact>
  statements(socket: SocketPromise): Promise<readonly BypassFact[]>
  close(): Promise<void>
}

/** Platforms limit connections a user (Netra: 3): those that only try take turns, beside one shared and one in conversation. */
const AT_ONCE = 1

export function createSockets(world: World, services: Services, tokens: Tokens): Sockets {
  const dial = createDial(world)
  const open = new Set<Conversation>()
  const [withToken, withoutToken] = [createGate(AT_ONCE), createGate(AT_ONCE)]

  const attempt: Sockets['attempt'] = (socket, spec) =>
    (spec.token === undefined ? withoutToken : withToken)(() => dial.attempt(socket, spec))

  const usual = (socket: SocketPromise, token: string): Attempt => ({
    token,
    ...(socket.ways[0] && { way: socket.ways[0] }),
  })

  const judgeOpening: Sockets['judgeOpening'] = (socket) =>
    world.once(`opening ${socket.name}`, async () => {
      await services.need(socket.service)
      const { token } = await tokens.need('user')
      const fact = await attempt(socket, usual(socket, token))
      if (judgeHandshake({ socket, attempt: fact, others: [] }) === undefined) return undefined
      const others: HandshakeFact['others'][number][] = []
      if (fact.handshake.kind !== 'no-answer')
        for (const way of socket.ways.slice(1))
          others.push({ way, fact: await attempt(socket, { token, way }) })
      return judgeHandshake({
        socket,
        attempt: fact,
        others,
        ...(fact.handshake.kind !== 'no-answer' && { bare: await attempt(socket, {}) }),
      })
    })

  const needOpening: Sockets['needOpening'] = async (socket) => {
    const finding = await judgeOpening(socket)
    if (finding?.severity === 'failure') throw new Blocked([finding])
    return (await tokens.need('user')).token
  }

  const openOne = async (socket: SocketPromise, who: Who): Promise<OpenSocket> => {
    await needOpening(socket)
    const { handshake, conversation } = await dial.connect(
      socket,
      usual(socket, (await tokens.need(who)).token),
    )
    if (conversation !== undefined) {
      open.add(conversation)
      return { handshake, conversation, welcome: await dial.hearWelcome(socket, conversation) }
    }
    const finding = judgeHandshake({
      socket,
      attempt: {
        handshake,
        refusal: refusalOf({ handshake, refusalFrames: socket.refusalFrames }),
      },
      others: [],
    })
    throw finding === undefined
      ? new CouldNotJudge('the socket neither opened nor was refused')
      : new Blocked([finding])
  }

  const need: Sockets['need'] = (socket, who, purpose) =>
    world.once(`socket ${socket.name} ${who} ${purpose}`, () => openOne(socket, who))

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
    world.once(`ping ${socket.name}`, async () =>
      sayPing(socket, await need(socket, 'user', 'shared')),
    )

  return {
    attempt,
    judgeOpening,
    needOpening,
    need,
    ping,
    url: dial.url,
    serviceOf: (name) =>
      world.contract.sockets.find((socket) => socket.name === name)?.service ?? name,
    sayHarmless: async (socket, message) => {
      const finding = judgePong(await ping(socket), socket)
      if (finding !== undefined) throw new Blocked([finding])
      return withToken(async () => {
        const own = await openOne(socket, 'user')
        own.conversation.say(message.say)
        const fact = await sayPing(socket, own)
        await own.conversation.close()
        return fact
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
    close: async () => {
      await Promise.all([...open].map((conversation) => conversation.close()))
    },
  }
}
