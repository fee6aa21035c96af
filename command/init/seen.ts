import type { Kind } from '../../env/kind.ts'
import type { CorsDraft, SocketDraft } from './draft.ts'
import type { SeenService } from './look/service.ts'
import type { SeenLogin } from './try/login.ts'
import type { SeenRoute } from './try/protected.ts'
import type { SeenWrite } from './try/write.ts'

/** All that was seen of a platform. */
export interface Seen {
  readonly platform: string
  readonly kind: Kind
  readonly services: readonly SeenService[]
  readonly login?: SeenLogin
  readonly routes: readonly SeenRoute[]
  readonly sockets: readonly SocketDraft[]
  readonly write?: SeenWrite
  readonly cors?: CorsDraft
}
