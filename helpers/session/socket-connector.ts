import type { SocketPromise } from '../../contracts/schema/socket.ts'
import type { Secret } from '../../env/secret.ts'
import type { OpeningFact } from '../diagnosis/judges/socket/opening-fact.ts'
import { fillPath } from '../promise/template.ts'
import type { Conversation } from '../socket/conversation.ts'
import type { SocketOutcome } from '../socket/open-socket.ts'
import { refusalOf } from '../socket/refusal-of.ts'
import { deriveWebsocketUrl, socketUrl } from '../url/join-url.ts'
import { Inconclusive } from './check-result.ts'
import { type HandshakeAttempt, originOfWebApp, specOf } from './handshake.ts'
import { admissionMs, answerHeartbeats, hearVerdict } from './hear-connection.ts'
import type { Session } from './session.ts'

/** `refusal`: the token is wrong or missing, so the connector waits for a refusal even if the socket opens. */
export type Expectation = 'admission' | 'refusal'

/** The result of one handshake; if the socket opened, with the connection, which the caller closes. */
export interface ConnectResult {
  readonly fact: OpeningFact
  readonly conversation?: Conversation
}

/** The first connection of the user, whose token is sent in the first way of the contract. */
export interface UserConnection extends ConnectResult {
  /** Undefined for a socket that opens for everybody. */
  readonly token: Secret | undefined
}

/** Opens sockets, and waits for the welcome or the refusal. */
export interface SocketConnector {
  /** `nowhere`: of a path beside the socket's that cannot exist. */
  url(socket: SocketPromise, path?: 'nowhere'): string
  /** Opens a socket and waits for the welcome or the refusal. */
  open(
    socket: SocketPromise,
    attempt: HandshakeAttempt,
    expected: Expectation,
  ): Promise<ConnectResult>
  /** The same, and closes the connection. */
  attempt(
    socket: SocketPromise,
    attempt: HandshakeAttempt,
    expected: Expectation,
  ): Promise<OpeningFact>
  /** Notes that the welcome of a good token came late or not at all: later handshakes send a ping and do not wait for one. */
  noteUnwelcoming(socket: SocketPromise): void
  /** The longest wait for one frame. */
  waitMs(socket: SocketPromise): number
  /** Closes every connection that is still open. */
  close(): Promise<void>
}

/** The library of WebSockets takes a while to load: it is loaded where the contract has sockets, while the first requests are under way. */
const loading = () => import('../socket/open-socket.ts')

export function createSocketConnector(session: Session): SocketConnector {
  if (session.contract.sockets.length > 0) void loading()
  const { requestTimeoutMs, urls } = session.target
  const options = {
    ...session.connecting,
    userAgent: session.userAgent,
    signal: session.stop,
    lag: session.lag,
  }

  let opened = 0
  const connectionId = () => `${session.runId}-${opened}`

  const url: SocketConnector['url'] = (socket, path) => {
    const own = socket.urlVariable === undefined ? undefined : urls[socket.urlVariable]
    const promised = fillPath(socket.path, session.values({ connection: connectionId() }))
    const usual = socketUrl(own ?? deriveWebsocketUrl(session.baseUrl(socket.service)), promised)
    return path === undefined ? usual : new URL(`${session.runId}-no-such-path`, usual).href
  }

  const webApp = originOfWebApp(session)
  const unwelcoming = new Set<SocketPromise>()
  const connections = new Set<Conversation>()

  const connect = async (
    socket: SocketPromise,
    attempt: HandshakeAttempt,
  ): Promise<SocketOutcome> => {
    const wantedAt = performance.now()
    await session.breaker.need(socket.service)
    const turnMs = performance.now() - wantedAt
    opened += 1
    const spec = specOf(session, socket, attempt, {
      connection: connectionId(),
      url: url(socket, attempt.path),
      host: new URL(url(socket)).host,
      webApp,
    })
    const { openSocket } = await loading()
    const outcome = await openSocket(spec, options)
    const { handshake } = outcome
    session.sent.addHandshake(handshake, spec, turnMs)
    collectSecrets(handshake, session)
    if (handshake.kind === 'no-answer') session.breaker.record(socket.service, handshake.noAnswer)
    return judgeable(outcome)
  }

  const waitMs: SocketConnector['waitMs'] = (socket) => Math.min(socket.withinMs, requestTimeoutMs)

  const close = (conversation: Conversation) => {
    connections.delete(conversation)
    return conversation.close()
  }

  const open: SocketConnector['open'] = async (socket, attempt, expected) => {
    const { handshake, conversation } = await connect(socket, attempt)
    const { refusalFrames } = socket
    if (conversation === undefined)
      return { fact: { handshake, refusal: refusalOf({ handshake, refusalFrames }) } }
    connections.add(conversation)
    void answerHeartbeats(socket, conversation)
    const isExpected = socket.welcome !== undefined && !unwelcoming.has(socket)
    const listenFor = isExpected || expected === 'refusal' ? 'welcome' : 'pong'
    const longest =
      expected === 'refusal'
        ? waitMs(socket)
        : admissionMs(socket, waitMs(socket), unwelcoming.has(socket))
    const listenMs = Math.min(attempt.listenMs ?? longest, longest)
    try {
      const opened = { socket, way: attempt.way, handshake, conversation }
      return { fact: await hearVerdict(opened, listenFor, listenMs), conversation }
    } catch (reason) {
      // No caller gets this connection, and platforms limit the connections of a user.
      await close(conversation)
      throw reason
    }
  }

  return {
    url,
    open,
    waitMs,
    noteUnwelcoming: (socket) => unwelcoming.add(socket),
    attempt: async (socket, attempt, expected) => {
      const { fact, conversation } = await open(socket, attempt, expected)
      if (conversation !== undefined) await close(conversation)
      return fact
    },
    close: async () => {
      await Promise.all([...connections].map((conversation) => conversation.close()))
    },
  }
}

/** The headers of an answered handshake, and the body of a refusal, may hold cookies and tokens. */
function collectSecrets(handshake: SocketOutcome['handshake'], session: Session): void {
  if (handshake.kind === 'refused') session.collectSecrets(handshake.answer)
  if (handshake.kind === 'opened' || handshake.kind === 'broken')
    session.collectSecrets({ headers: handshake.headers, text: '' })
}

/** Throws `Inconclusive` if our own process was held up or could not send: that is no fact about the deployment. */
function judgeable(outcome: SocketOutcome): SocketOutcome {
  const { handshake } = outcome
  if (handshake.kind === 'not-sent')
    throw new Inconclusive(`the handshake cannot be sent: ${handshake.detail}`)
  if (handshake.kind === 'no-answer' && handshake.noAnswer.fault.startsWith('own.'))
    throw new Inconclusive(handshake.noAnswer.detail)
  return outcome
}
