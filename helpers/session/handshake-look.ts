import type { SocketCredential, SocketPromise } from '../../contracts/schema/socket.ts'
import type { Secret } from '../../env/secret.ts'
import { type HandshakeLook, isOpen } from '../diagnosis/experiments/handshake.ts'
import type { OpeningFact } from '../diagnosis/judges/socket/opening-fact.ts'
import type { Exchange } from '../http/exchange.ts'
import { placeCredential } from '../promise/request.ts'
import { deriveHttpUrl } from '../url/join-url.ts'
import { type HandshakeAttempt, namesOffered, originOfWebApp } from './handshake.ts'
import { attempt, attemptForbidden } from './handshake-turns.ts'
import type { Session } from './session.ts'
import { connectorOf } from './socket-connector.ts'

/** The longest that an experiment waits for an answer that may never come, milliseconds. */
const SHORT_MS = 2_000

/** Faults of a handshake that was sent: below them, there is nothing to try another handshake with. */
const UNANSWERED: ReadonlySet<string> = new Set(['http.timeout', 'http.reset', 'http.malformed'])

/** What a handshake that did not open a socket is looked at again with. */
interface FailedHandshake {
  readonly socket: SocketPromise
  readonly attempt: HandshakeAttempt
  readonly fact: OpeningFact
}

/**
 * Makes the experiments that apply to a handshake with a good token that failed. Where a change opens it, the same handshake
 * without the change is the control: an instance may have opened it, and not the change.
 */
export async function lookAtHandshake(
  session: Session,
  failed: FailedHandshake,
): Promise<HandshakeLook> {
  const look = await tryChanges(session, failed)
  const { others, withoutOrigin, withoutCompression, withoutOffers } = look
  const changed = [...others.map(({ fact }) => fact), withoutOrigin, withoutCompression]
  if (![...changed, withoutOffers].some((fact) => fact !== undefined && isOpen(fact))) return look
  const controls = await openAgain(session, failed)
  return controls.some(isOpen) ? { others: [], again: [...(look.again ?? []), ...controls] } : look
}

/** Side by side if it got no answer, else one at a time. */
async function tryChanges(session: Session, failed: FailedHandshake): Promise<HandshakeLook> {
  const { socket, attempt: spec, fact } = failed
  const { handshake } = fact
  const short = { timeoutMs: SHORT_MS, listenMs: SHORT_MS }
  const hasToken = spec.token !== undefined
  if (handshake.kind === 'no-answer') {
    if (!UNANSWERED.has(handshake.noAnswer.fault)) return { others: [] }
    const [again, bare, plain, nowhere] = await Promise.all([
      openAgain(session, failed),
      hasToken ? attemptForbidden(session, socket, short) : undefined,
      askPlainly(session, failed, urlOf(session, socket)),
      attemptForbidden(session, socket, { ...short, path: 'nowhere' }),
    ])
    if (again.some(isOpen)) return { others: [], again }
    return { others: [], again, ...(bare && { bare }), plain, nowhere }
  }
  const again = await openAgain(session, failed)
  if (again.some(isOpen)) return { others: [], again }
  const others: HandshakeLook['others'][number][] = []
  for (const way of socket.ways.slice(1))
    others.push({ way, fact: await attempt(session, socket, { ...spec, way }) })
  return {
    others,
    again,
    ...(hasToken && { bare: await attemptForbidden(session, socket, short) }),
    ...(originOfWebApp(session) !== undefined && {
      withoutOrigin: await attempt(session, socket, { ...spec, origin: 'none' }),
    }),
    withoutCompression: await attempt(session, socket, { ...spec, ...short, compression: 'none' }),
    ...(handshake.kind === 'refused' && {
      ...(namesOffered(socket, spec.way).length > 0 && {
        withoutOffers: await attempt(session, socket, { ...spec, offers: 'none' }),
      }),
      plain: await askPlainly(session, failed, urlOf(session, socket)),
      plainNowhere: await askPlainly(session, failed, urlOf(session, socket, 'nowhere')),
      nowhere: await attempt(session, socket, { ...spec, ...short, path: 'nowhere' }),
    }),
  }
}

const TIMES_AGAIN = 3

/** The very same handshake, until it opens: another instance may answer. One that gets no answer is made once more only. */
export async function openAgain(
  session: Session,
  { socket, attempt: spec, fact: { handshake } }: FailedHandshake,
): Promise<readonly OpeningFact[]> {
  const isSilent = handshake.kind === 'no-answer'
  if (isSilent && !UNANSWERED.has(handshake.noAnswer.fault)) return []
  const short = { timeoutMs: SHORT_MS, listenMs: SHORT_MS }
  const again: OpeningFact[] = []
  while (again.length < (isSilent ? 1 : TIMES_AGAIN)) {
    again.push(await attempt(session, socket, { ...spec, ...short }))
    if (again.some(isOpen)) break
  }
  return again
}

function urlOf(session: Session, socket: SocketPromise, path?: 'nowhere'): string {
  return deriveHttpUrl(connectorOf(session).url(socket, path))
}

/** The same request without Upgrade: same URL, same token, same Origin. */
function askPlainly(
  session: Session,
  { socket, attempt: { token, way } }: FailedHandshake,
  url: string,
): Promise<Exchange> {
  const origin = originOfWebApp(session)
  const spec = { method: 'GET', url, headers: { ...(origin !== undefined && { origin }) } }
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
