import type { SocketCredential, SocketPromise } from '../../contracts/type/socket.ts'
import type { OpeningFact } from '../diagnosis/judges/socket/opening-fact.ts'
import type { Conversation } from '../socket/conversation.ts'
import type { Heard } from '../socket/handshake-fact.ts'
import { openSocket, type SocketOutcome } from '../socket/open-socket.ts'
import { refusalOf } from '../socket/refusal-of.ts'
import { deriveWebsocketUrl } from '../url/derive-websocket-url.ts'
import { socketUrl } from '../url/socket-url.ts'
import { hearPong, hearWelcome } from './hear-welcome.ts'
import { CouldNotJudge } from './outcome.ts'
import type { World } from './world.ts'

/** One attempt to open a socket: without a way, as somebody without credentials. */
export interface Attempt {
  readonly way?: SocketCredential
  readonly token?: string
  readonly testHeaders?: 'sent'
}

/** `in-vain`: with a wrong token, or none. Only a refusal ends the wait for one. */
export type Hope = 'to-get-in' | 'in-vain'

/** What came of an attempt; where it opened, the connection, until somebody closes it. */
export interface Opening {
  readonly fact: OpeningFact
  readonly conversation?: Conversation
}

/** Opens sockets and hears how they are welcomed. */
export interface Dial {
  url(socket: SocketPromise): string
  /** Opens with what should get in, or in vain, and hears the welcome or the refusal. */
  open(socket: SocketPromise, attempt: Attempt, hope: Hope): Promise<Opening>
  /** Opens, hears the welcome or the refusal, closes. */
  attempt(socket: SocketPromise, attempt: Attempt, hope: Hope): Promise<OpeningFact>
  /** Notes that a good token got in and was not welcomed: nobody else need wait for that as long. */
  noteUnwelcoming(socket: SocketPromise): void
  /** The longest wait for one frame. */
  waitMs(socket: SocketPromise): number
  /** Closes what was opened and is open still. */
  close(): Promise<void>
}

export function createDial(world: World): Dial {
  const { requestTimeoutMs, kind, urls } = world.target
  const options = {
    ...world.connecting,
    userAgent: world.userAgent,
    signal: world.stop,
    lag: world.lag,
  }

  const url: Dial['url'] = (socket) => {
    const own = socket.urlVariable === undefined ? undefined : urls[socket.urlVariable]
    return socketUrl(own ?? deriveWebsocketUrl(world.baseUrl(socket.service)), socket.path)
  }

  const testHeadersOf = (socket: SocketPromise) =>
    Object.fromEntries(
      Object.entries(socket.testHeaders).map(([name, value]) => [
        name,
        value.replaceAll('{kind}', kind).replaceAll('{run}', world.runId),
      ]),
    )

  const unwelcoming = new Set<SocketPromise>()
  const connections = new Set<Conversation>()

  const connect = async (
    socket: SocketPromise,
    { way, token, testHeaders }: Attempt,
  ): Promise<SocketOutcome> => {
    await world.breaker.need(socket.service)
    const outcome = await openSocket(
      {
        url: url(socket),
        way: way ?? { by: 'none' },
        timeoutMs: requestTimeoutMs,
        // Whoever has no token still speaks the promised subprotocol: only the credentials are missing.
        ...(way === undefined && {
          offers: socket.subprotocols.filter((name) => !name.endsWith('*')),
        }),
        ...(token !== undefined && { token }),
        ...(testHeaders !== undefined && { headers: testHeadersOf(socket) }),
      },
      options,
    )
    const { handshake } = outcome
    collectSecrets(handshake, world)
    if (handshake.kind === 'no-answer')
      world.breaker.record(socket.service, handshake.noAnswer.fault)
    return judgeable(outcome)
  }

  const waitMs: Dial['waitMs'] = (socket) => Math.min(socket.withinMs, requestTimeoutMs)

  const close = (conversation: Conversation) => {
    connections.delete(conversation)
    return conversation.close()
  }

  const open: Dial['open'] = async (socket, attempt, hope) => {
    const { handshake, conversation } = await connect(socket, attempt)
    const { refusalFrames } = socket
    if (conversation === undefined)
      return { fact: { handshake, refusal: refusalOf({ handshake, refusalFrames }) } }
    connections.add(conversation)
    const isExpected = socket.welcome !== undefined && !unwelcoming.has(socket)
    const listen = isExpected || hope === 'in-vain' ? hearWelcome : hearPong
    try {
      const heard = heardOrHeldUp(await listen(socket, conversation, waitMs(socket)))
      const refusal = refusalOf({ handshake, heard, refusalFrames })
      return { fact: { handshake, heard, refusal }, conversation }
    } catch (reason) {
      // Nobody else knows of it, and platforms count the connections of a user.
      await close(conversation)
      throw reason
    }
  }

  return {
    url,
    open,
    waitMs,
    noteUnwelcoming: (socket) => unwelcoming.add(socket),
    attempt: async (socket, attempt, hope) => {
      const { fact, conversation } = await open(socket, attempt, hope)
      if (conversation !== undefined) await close(conversation)
      return fact
    },
    close: async () => {
      await Promise.all([...connections].map((conversation) => conversation.close()))
    },
  }
}

/** Handshakes are answered with headers, and refusals with a body, which may hold cookies and tokens. */
function collectSecrets(handshake: SocketOutcome['handshake'], world: World): void {
  if (handshake.kind === 'refused') world.collectSecrets(handshake.answer)
  if (handshake.kind === 'opened' || handshake.kind === 'broken')
    world.collectSecrets({ headers: handshake.headers, text: '' })
}

/** Our own process being held up, or unable to send, is no fact about the deployment. */
function judgeable(outcome: SocketOutcome): SocketOutcome {
  const { handshake } = outcome
  if (handshake.kind === 'not-sent')
    throw new CouldNotJudge(`the handshake cannot be sent: ${handshake.detail}`)
  if (handshake.kind === 'no-answer' && handshake.noAnswer.fault.startsWith('own.'))
    throw new CouldNotJudge(handshake.noAnswer.detail)
  return outcome
}

export function heardOrHeldUp(heard: Heard): Heard {
  if (heard.kind === 'held-up')
    throw new CouldNotJudge(`this process was held up while it waited for ${heard.waitedFor}`)
  if (heard.kind === 'closed' && heard.closed.by === 'us')
    throw new CouldNotJudge('the connection was closed from here: the run was stopped')
  return heard
}
