import type { SocketCredential, SocketPromise } from '../../contracts/schema/socket.ts'
import type { Secret } from '../../env/secret.ts'
import { type HandshakeLook, isOpen } from '../diagnosis/experiments/handshake.ts'
import type { OpeningFact } from '../diagnosis/judges/socket/opening-fact.ts'
import type { Exchange } from '../http/exchange.ts'
import { placeCredential } from '../promise/request.ts'
import { deriveHttpUrl } from '../url/join-url.ts'
import { type HandshakeAttempt, namesOffered, originOfWebApp } from './handshake.ts'
import type { Session } from './session.ts'
import type { SocketConnector } from './socket-connector.ts'

/** The longest that an experiment waits for an answer that may never come, milliseconds. */
const SHORT_MS = 2_000

/** Faults of a handshake that was sent: below them, there is nothing to try another handshake with. */
const UNANSWERED: ReadonlySet<string> = new Set(['http.timeout', 'http.reset', 'http.malformed'])

/** What a handshake that did not open a socket is looked at again with. */
export interface FailedHandshake {
  readonly socket: SocketPromise
  readonly attempt: HandshakeAttempt
  readonly fact: OpeningFact
}

/** How experiments reach the socket: each counts as one of the handshakes that a platform allows. */
interface LookTools {
  readonly session: Session
  readonly connector: SocketConnector
  readonly open: (socket: SocketPromise, attempt: HandshakeAttempt) => Promise<OpeningFact>
  readonly openForbidden: (socket: SocketPromise, attempt: HandshakeAttempt) => Promise<OpeningFact>
}

/** Makes the experiments that apply to a handshake with a good token that failed, one at a time. */
export async function lookAtHandshake(
  tools: LookTools,
  failed: FailedHandshake,
): Promise<HandshakeLook> {
  const { socket, attempt, fact } = failed
  const { handshake } = fact
  const short = { timeoutMs: SHORT_MS, listenMs: SHORT_MS }
  const hasToken = attempt.token !== undefined
  const again = await openAgain(tools, failed)
  if (again.some(isOpen)) return { others: [], again }
  if (handshake.kind === 'no-answer')
    return {
      others: [],
      again,
      ...(UNANSWERED.has(handshake.noAnswer.fault) && {
        ...(hasToken && { bare: await tools.openForbidden(socket, short) }),
        plain: await askPlainly(tools, failed, urlOf(tools, socket)),
        nowhere: await tools.openForbidden(socket, { ...short, path: 'nowhere' }),
      }),
    }
  const others: HandshakeLook['others'][number][] = []
  for (const way of socket.ways.slice(1))
    others.push({ way, fact: await tools.open(socket, { ...attempt, way }) })
  return {
    others,
    again,
    ...(hasToken && { bare: await tools.openForbidden(socket, short) }),
    ...(originOfWebApp(tools.session) !== undefined && {
      withoutOrigin: await tools.open(socket, { ...attempt, origin: 'none' }),
    }),
    withoutCompression: await tools.open(socket, { ...attempt, ...short, compression: 'none' }),
    ...(handshake.kind === 'refused' && {
      ...(namesOffered(socket, attempt.way).length > 0 && {
        withoutOffers: await tools.open(socket, { ...attempt, offers: 'none' }),
      }),
      plain: await askPlainly(tools, failed, urlOf(tools, socket)),
      plainNowhere: await askPlainly(tools, failed, urlOf(tools, socket, 'nowhere')),
      nowhere: await tools.open(socket, { ...attempt, ...short, path: 'nowhere' }),
    }),
  }
}

const TIMES_AGAIN = 3

/** The very same handshake, until it opens: another instance may answer. One that gets no answer is made once more only. */
export async function openAgain(
  tools: Pick<LookTools, 'open'>,
  { socket, attempt, fact: { handshake } }: FailedHandshake,
): Promise<readonly OpeningFact[]> {
  const isSilent = handshake.kind === 'no-answer'
  if (isSilent && !UNANSWERED.has(handshake.noAnswer.fault)) return []
  const short = { timeoutMs: SHORT_MS, listenMs: SHORT_MS }
  const again: OpeningFact[] = []
  while (again.length < (isSilent ? 1 : TIMES_AGAIN)) {
    again.push(await tools.open(socket, { ...attempt, ...short }))
    if (again.some(isOpen)) break
  }
  return again
}

function urlOf({ connector }: LookTools, socket: SocketPromise, path?: 'nowhere'): string {
  return deriveHttpUrl(connector.url(socket, path))
}

/** The same request without Upgrade: same URL, same token, same Origin. */
function askPlainly(
  { session }: LookTools,
  { socket, attempt }: FailedHandshake,
  url: string,
): Promise<Exchange> {
  const origin = originOfWebApp(session)
  const spec = { method: 'GET', url, headers: { ...(origin !== undefined && { origin }) } }
  const { token, way } = attempt
  const sent = token === undefined ? spec : withToken(spec, way, token)
  return session.askUrl(socket.service, sent.url, {
    headers: sent.headers ?? {},
    again: 'never',
    timeoutMs: SHORT_MS,
  })
}

type Spec = Parameters<typeof placeCredential>[0]

/** Where a plain request can carry the token as the handshake does. */
function withToken(spec: Spec, way: SocketCredential | undefined, token: Secret): Spec {
  switch (way?.by) {
    case 'header':
      return placeCredential(spec, { by: 'bearer' }, token)
    case 'query':
    case 'cookie':
      return placeCredential(spec, way, token)
    default:
      return spec
  }
}
