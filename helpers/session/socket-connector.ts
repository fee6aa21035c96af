import type { SocketPromise } from '../../contracts/schema/socket.ts'
import type { Secret } from '../../env/secret.ts'
import type { OpeningFact } from '../diagnosis/judges/socket/opening-fact.ts'
import { fillPath } from '../promise/template.ts'
import type { Conversation } from '../socket/conversation.ts'
import type { SocketOutcome } from '../socket/open-socket.ts'
import { refusalOf } from '../socket/refusal-of.ts'
import { deriveWebsocketUrl, socketUrl } from '../url/join-url.ts'
import { Inconclusive } from './check-result.ts'
import { type HandshakeAttempt, specOf, waitMsOf } from './handshake.ts'
import { admissionMs, answerHeartbeats, hearVerdict } from './hear-connection.ts'
import type { Session } from './session.ts'

/** `refusal`: the token is wrong or missing, so the connector waits for a refusal even if the socket opens. */
type Expectation = 'admission' | 'refusal'

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

/** The library of WebSockets takes a while to load: it is loaded where the contract has sockets, while the first requests are under way. */
const loading = () => import('../socket/open-socket.ts')

/** The one connector of a run. */
export function connectorOf(session: Session): SocketConnector {
  return session.shared(createConnector)
}

function createConnector(session: Session): SocketConnector {
  if (session.contract.sockets.length > 0) void loading()
  return new SocketConnector(session)
}

/** Opens sockets, and waits for the welcome or the refusal. */
class SocketConnector {
  readonly #session: Session
  /** Handshakes so far. */
  #made = 0
  readonly #open = new Set<Conversation>()
  /** Sockets whose welcome of a good token came late or not at all: later handshakes send a ping and do not wait for one. */
  readonly #unwelcoming = new Set<SocketPromise>()

  constructor(session: Session) {
    this.#session = session
  }

  /** `nowhere`: of a path beside the socket's that cannot exist. */
  url(socket: SocketPromise, path?: 'nowhere'): string {
    const { baseUrl, runId, target, values } = this.#session
    const own = socket.urlVariable === undefined ? undefined : target.urls[socket.urlVariable]
    const promised = fillPath(socket.path, values({ connection: this.#connectionId() }))
    const usual = socketUrl(own ?? deriveWebsocketUrl(baseUrl(socket.service)), promised)
    return path === undefined ? usual : new URL(`${runId}-no-such-path`, usual).href
  }

  /** Opens a socket and waits for the welcome or the refusal. */
  async open(
    socket: SocketPromise,
    attempt: HandshakeAttempt,
    expected: Expectation,
  ): Promise<ConnectResult> {
    const { handshake, conversation } = await this.#connect(socket, attempt)
    const { refusalFrames } = socket
    if (conversation === undefined)
      return { fact: { handshake, refusal: refusalOf({ handshake, refusalFrames }) } }
    this.#open.add(conversation)
    void answerHeartbeats(socket, conversation)
    const isLate = this.#unwelcoming.has(socket)
    const isExpected = socket.welcome !== undefined && !isLate
    const listenFor = isExpected || expected === 'refusal' ? 'welcome' : 'pong'
    const waitMs = waitMsOf(this.#session, socket)
    const longest = expected === 'refusal' ? waitMs : admissionMs(socket, waitMs, isLate)
    const listenMs = Math.min(attempt.listenMs ?? longest, longest)
    try {
      const opened = { socket, way: attempt.way, handshake, conversation }
      return { fact: await hearVerdict(opened, listenFor, listenMs), conversation }
    } catch (reason) {
      // No caller gets this connection, and platforms limit the connections of a user.
      await this.#end(conversation)
      throw reason
    }
  }

  /** The same, and closes the connection. */
  async attempt(
    socket: SocketPromise,
    attempt: HandshakeAttempt,
    expected: Expectation,
  ): Promise<OpeningFact> {
    const { fact, conversation } = await this.open(socket, attempt, expected)
    if (conversation !== undefined) await this.#end(conversation)
    return fact
  }

  /** Notes that the welcome of a good token came late or not at all. */
  noteUnwelcoming(socket: SocketPromise): void {
    this.#unwelcoming.add(socket)
  }

  /** Closes every connection that is still open. */
  async close(): Promise<void> {
    await Promise.all([...this.#open].map((conversation) => conversation.close()))
  }

  async #connect(socket: SocketPromise, attempt: HandshakeAttempt): Promise<SocketOutcome> {
    const session = this.#session
    const wantedAt = performance.now()
    await session.breaker.need(socket.service)
    const turnMs = performance.now() - wantedAt
    this.#made += 1
    const spec = specOf(session, socket, attempt, {
      connection: this.#connectionId(),
      url: this.url(socket, attempt.path),
      host: new URL(this.url(socket)).host,
    })
    const { openSocket } = await loading()
    const { connecting, userAgent, stop: signal, lag } = session
    const outcome = await openSocket(spec, { ...connecting, userAgent, signal, lag })
    const { handshake } = outcome
    session.sent.addHandshake(handshake, spec, turnMs)
    collectSecrets(handshake, session)
    if (handshake.kind === 'no-answer') session.breaker.record(socket.service, handshake.noAnswer)
    return judgeable(outcome)
  }

  #connectionId(): string {
    return `${this.#session.runId}-${this.#made}`
  }

  #end(conversation: Conversation): Promise<void> {
    this.#open.delete(conversation)
    return conversation.close()
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
