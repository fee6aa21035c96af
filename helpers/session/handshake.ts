import type { Contract } from '../../contracts/contract.ts'
import type { SocketCredential, SocketPromise } from '../../contracts/schema/socket.ts'
import type { Secret } from '../../env/secret.ts'
import type { SocketSpec } from '../socket/open-socket.ts'
import type { Session } from './session.ts'

/** The credentials and headers of one handshake; without `way`, it carries no credentials. */
export interface HandshakeAttempt {
  readonly way?: SocketCredential | undefined
  readonly token?: Secret | undefined
  readonly testHeaders?: 'sent'
  /** `none`: without the Origin of the web app, which browsers always send. */
  readonly origin?: 'none'
  /** `none`: without the promised subprotocols. */
  readonly offers?: 'none'
  /** `none`: without the compression that browsers always offer. */
  readonly compression?: 'none'
  /** `nowhere`: at a path beside the socket's that cannot exist. */
  readonly path?: 'nowhere'
  /** Shorter limits than usual, milliseconds: for the answer, and for the welcome or the refusal after it. */
  readonly timeoutMs?: number
  readonly listenMs?: number
}

/** Whether a socket opens for everybody: on purpose, or because the platform has no tokens. */
export function isPublic(
  { tokens }: Pick<Contract, 'tokens'>,
  { admits }: Pick<SocketPromise, 'admits'>,
): boolean {
  return tokens === undefined || admits === 'everybody'
}

/** A handshake with the token sent in the first way of the contract. */
export function usualAttempt(socket: SocketPromise, token: Secret | undefined): HandshakeAttempt {
  const [way] = socket.ways
  return token === undefined ? {} : { token, way }
}

/** The longest wait for one frame, milliseconds. */
export function waitMsOf({ target }: Session, { withinMs }: SocketPromise): number {
  return Math.min(withinMs, target.requestTimeoutMs)
}

/** Ways of sending a token that leave the offer of subprotocols to the promised ones. */
const OFFERS_BESIDE: ReadonlySet<string> = new Set(['header', 'query', 'cookie', 'first-message'])

/**
 * The promised subprotocols that a handshake offers by name. A handshake without a token offers them too: only the
 * credentials are missing. One whose token travels among the offers has a list of its own.
 */
export function namesOffered(
  { subprotocols }: SocketPromise,
  way: SocketCredential | undefined,
): readonly string[] {
  return way === undefined || OFFERS_BESIDE.has(way.by)
    ? subprotocols.filter((name) => !name.endsWith('*'))
    : []
}

/** The origin of the web app, as browsers send it on every handshake (RFC 6455 §10.2); undefined where the platform has none. */
export function originOfWebApp({ contract, target }: Session): string | undefined {
  const name = contract.cors?.origin ?? contract.pages[0]?.service
  const service = contract.services.find((candidate) => candidate.name === name)
  const url = service && target.urls[service.urlVariable]
  return url === undefined ? undefined : new URL(url).origin
}

/** Where a handshake goes; `host` is that of the socket, also for a path beside it. */
interface Destination {
  readonly url: string
  readonly host: string
  /** What `{connection}` stands for. */
  readonly connection: string
}

export function specOf(
  session: Session,
  socket: SocketPromise,
  { way, token, testHeaders, origin, offers, timeoutMs, compression }: HandshakeAttempt,
  { url, host, connection }: Destination,
): SocketSpec {
  const { requestTimeoutMs } = session.target
  const webApp = origin === undefined ? originOfWebApp(session) : undefined
  return {
    url,
    way: way ?? ({ by: 'none' } as const),
    timeoutMs: Math.min(timeoutMs ?? requestTimeoutMs, requestTimeoutMs),
    offers: offers === 'none' ? [] : namesOffered(socket, way),
    ...(token !== undefined && { token }),
    ...(compression !== 'none' && { compression: 'offered' as const }),
    ...(socket.separator !== undefined && { separator: socket.separator }),
    ...(socket.packets && { packets: socket.packets }),
    ...(socket.opening !== undefined && { opening: socket.opening }),
    values: session.values({ connection }),
    headers: {
      ...session.extraHeaders.get(host),
      ...(webApp !== undefined && { origin: webApp }),
      ...(testHeaders !== undefined && socket.testHeaders),
    },
  }
}
