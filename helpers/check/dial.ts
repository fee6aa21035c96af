import type { SocketCredential, SocketPromise } from '../../contracts/type/socket.ts'
import type { OpeningFact } from '../diagnosis/opening-fact.ts'
import type { Conversation } from '../socket/conversation.ts'
import { frameSays } from '../socket/frame-says.ts'
import type { Heard } from '../socket/handshake-fact.ts'
import { openSocket, type SocketOutcome } from '../socket/open-socket.ts'
import { refusalOf } from '../socket/refusal-of.ts'
import { deriveWebsocketUrl } from '../url/derive-websocket-url.ts'
import { socketUrl } from '../url/socket-url.ts'
import { CouldNotJudge } from './outcome.ts'
import type { World } from './world.ts'

/** One attempt to open a socket: without a way, as somebody without credentials. */
export interface Attempt {
  readonly way?: SocketCredential
  readonly token?: string
  readonly testHeaders?: 'sent'
}

/** Opens sockets and hears how they are welcomed. */
export interface Dial {
  url(socket: SocketPromise): string
  connect(socket: SocketPromise, attempt: Attempt): Promise<SocketOutcome>
  hearWelcome(socket: SocketPromise, conversation: Conversation): Promise<Heard>
  /** Opens, hears the welcome or the refusal, closes. */
  attempt(socket: SocketPromise, attempt: Attempt): Promise<OpeningFact>
  /** The longest wait for one frame. */
  waitMs(socket: SocketPromise): number
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

  const connect: Dial['connect'] = async (socket, { way, token, testHeaders }) => {
    await world.voices.need(socket.service)
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
    learn(handshake, world)
    if (handshake.kind === 'no-answer') world.voices.note(socket.service, handshake.noAnswer.fault)
    return judgeable(outcome)
  }

  const waitMs: Dial['waitMs'] = (socket) => Math.min(socket.withinMs, requestTimeoutMs)

  const hearWelcome: Dial['hearWelcome'] = async (socket, conversation) => {
    const marks = [...(socket.welcome?.marks ?? []), ...socket.refusalFrames]
    return heardOrHeldUp(
      await conversation.hear((frame) => marks.some((says) => frameSays(frame, says)), {
        ms: waitMs(socket),
        for: 'the welcome',
      }),
    )
  }

  return {
    url,
    connect,
    hearWelcome,
    waitMs,
    attempt: async (socket, attempt) => {
      const { handshake, conversation } = await connect(socket, attempt)
      const { refusalFrames } = socket
      if (conversation === undefined)
        return { handshake, refusal: refusalOf({ handshake, refusalFrames }) }
      try {
        const heard = await hearWelcome(socket, conversation)
        return { handshake, heard, refusal: refusalOf({ handshake, heard, refusalFrames }) }
      } finally {
        await conversation.close()
      }
    },
  }
}

/** Handshakes are answered with headers, and refusals with a body, which may hold cookies and tokens. */
function learn(handshake: SocketOutcome['handshake'], world: World): void {
  if (handshake.kind === 'refused') world.learn(handshake.answer)
  if (handshake.kind === 'opened' || handshake.kind === 'broken')
    world.learn({ headers: handshake.headers, text: '' })
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
