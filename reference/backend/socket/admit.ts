import { createHash } from 'node:crypto'
import type { Asked } from '../../http/exchange.ts'
import type { BackendDesk } from '../backend-desk.ts'
import { believeToken, type Identity } from '../make-identifier.ts'
import { isTestTraffic } from './is-test-traffic.ts'
import { socketToken } from './socket-token.ts'

const DEMO = { userId: 'demo-user-001', email: 'demo@example.com' }
const TEST_USER = { userId: 'test-user', email: 'test@example.com' }

/** Who a handshake comes from, by the settings of this deployment (docs/netra.md#socket-credentials). */
export async function admit(desk: BackendDesk, asked: Asked): Promise<Identity> {
  const { admission, bypass, generation } = desk.plan.socket
  const token = socketToken(asked, generation)
  if (bypass === 'everybody' || (bypass === 'test-headers' && isTestTraffic(asked))) {
    const identity = believeToken(token ?? '')
    return identity.kind === 'known' ? identity : { kind: 'known', caller: TEST_USER }
  }
  switch (admission) {
    case 'demo':
      return { kind: 'known', caller: DEMO }
    case 'believed':
      return believeToken(token ?? '')
    case 'validated':
      return token === undefined ? { kind: 'refused' } : desk.identify(token)
    case 'relaxed': {
      const identity: Identity =
        token === undefined ? { kind: 'refused' } : await desk.identify(token)
      return identity.kind === 'known' ? identity : { kind: 'known', caller: relaxed(token) }
    }
  }
}

function relaxed(token: string | undefined): typeof DEMO {
  const mark = createHash('sha256')
    .update(token ?? '')
    .digest('hex')
    .slice(0, 8)
  return { userId: `relaxed_${mark}`, email: '' }
}
