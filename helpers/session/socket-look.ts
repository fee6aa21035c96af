import type { SocketCredential } from '../../contracts/schema/socket.ts'
import type { TokenPromise } from '../../contracts/schema/tokens.ts'
import type { Secret } from '../../env/secret.ts'
import type { GoodTokenLook } from '../diagnosis/experiments/good-token.ts'
import type { Limiter } from '../http/limiter.ts'
import type { Conversation } from '../socket/conversation.ts'
import type { Heard } from '../socket/handshake-fact.ts'
import type { Session } from './session.ts'
import { createSocketConnector } from './socket-connector.ts'

/**
 * Whether a WebSocket of the service lets a token in that travels to it in another way than to its routes: what changes
 * the header of routes on its way leaves that one alone. One handshake, closed at once; undefined where it shows neither.
 */
export async function overSocket(
  session: Session,
  service: string,
  token: Secret,
  sent: TokenPromise['sent'],
): Promise<GoodTokenLook['socket']> {
  const isOther = ({ by }: SocketCredential) => by !== 'header' || sent.by === 'query'
  const socket = session.contract.sockets.find(
    (one) => one.service === service && one.ways.some(isOther),
  )
  const way = socket?.ways.find(isOther)
  if (socket === undefined || way === undefined) return undefined
  const opening = await createSocketConnector(session)
    .attempt(socket, { way, token }, 'refusal')
    .catch(() => undefined)
  if (opening === undefined || opening.refusal.kind === 'unclear') return undefined
  const says = opening.refusal.kind === 'refused' ? 'refused' : 'accepted'
  return { path: socket.path, says }
}

/** Further connections where a welcome or a pong did not come, and how long each listens: of two instances they miss one in 1 of 8 runs. */
const AGAIN = 3
export const AGAIN_MS = 1_000

/**
 * What is heard on further connections of the user, one after the other: another instance may answer. One that does not come
 * about is the finding of other checks.
 */
export async function hearOnOthers<Open extends { readonly conversation: Conversation }>(
  oneAtATime: Limiter,
  open: () => Promise<Open>,
  hear: (own: Open) => Promise<Heard>,
): Promise<readonly Heard[]> {
  const all: Heard[] = []
  for (let time = 0; time < AGAIN; time += 1) {
    const one = await oneAtATime(async () => {
      const own = await open()
      return hear(own).finally(() => own.conversation.close())
    }).catch(() => undefined)
    if (one !== undefined) all.push(one)
  }
  return all
}
