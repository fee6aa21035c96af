import type { SocketCredential } from '../../contracts/schema/socket.ts'
import type { TokenPromise } from '../../contracts/schema/tokens.ts'
import type { Secret } from '../../env/secret.ts'
import type { GoodTokenLook } from '../diagnosis/experiments/good-token.ts'
import type { Session } from './session.ts'
import { connectorOf } from './socket-connector.ts'

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
  const opening = await connectorOf(session)
    .attempt(socket, { way, token }, 'refusal')
    .catch(() => undefined)
  if (opening === undefined || opening.refusal.kind === 'unclear') return undefined
  const says = opening.refusal.kind === 'refused' ? 'refused' : 'accepted'
  return { path: socket.path, says }
}
