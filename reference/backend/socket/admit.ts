import { createHash } from 'node:crypto'
import type { Asked } from '../../http/exchange.ts'
import { bearerToken } from '../../http/read-request.ts'
import type { Generation } from '../../service.ts'
import type { BackendState } from '../backend-state.ts'
import { believeToken, type Identity } from '../identify.ts'
import { offeredSubprotocols } from './handshake.ts'

const DEMO = { userId: 'demo-user-001', email: 'demo@example.com' }
const TEST_USER = { userId: 'test-user', email: 'test@example.com' }

/** The user of a handshake, by the settings of this deployment (docs/netra.md#socket-credentials). */
export async function admit(state: BackendState, asked: Asked): Promise<Identity> {
  const { admission, bypass, generation } = state.plan.socket
  const token = socketToken(asked, generation)
  if (bypass === 'always' || (bypass === 'test-headers' && isTestTraffic(asked))) {
    const identity = believeToken(token ?? '')
    return identity.kind === 'known' ? identity : { kind: 'known', caller: TEST_USER }
  }
  switch (admission) {
    case 'demo':
      return { kind: 'known', caller: DEMO }
    case 'believed':
      return believeToken(token ?? '')
    case 'validated':
      return token === undefined ? { kind: 'refused' } : state.identify(token)
    case 'relaxed': {
      const identity: Identity =
        token === undefined ? { kind: 'refused' } : await state.identify(token)
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

const NAME = /test|e2e/
const VALUE = /e2e|staging|test|true|1/i

/** Whether a header claims that this is test traffic (docs/netra.md#test-headers). */
export function isTestTraffic(asked: Pick<Asked, 'headers'>): boolean {
  return Object.entries(asked.headers).some(([name, value]) => NAME.test(name) && VALUE.test(value))
}

const ITEMS: Readonly<Record<Generation, RegExp>> = {
  S9: /^jwt\.(.+)$/,
  H: /^(?:jwt|jwt-auth|bearer|staging-auth)\.(.{10,})$/,
}

/**
 * The token of a handshake (docs/netra.md#socket-credentials): the Authorization header, else a subprotocol item
 * `jwt.<base64url of the token>`, else `?token=`.
 */
export function socketToken(asked: Asked, generation: Generation): string | undefined {
  return (
    bearerToken(asked) ??
    subprotocolToken(asked, generation) ??
    asked.query.get('token') ??
    undefined
  )
}

function subprotocolToken(asked: Asked, generation: Generation): string | undefined {
  for (const item of offeredSubprotocols(asked)) {
    const [, value] = ITEMS[generation].exec(item) ?? []
    if (value === undefined) continue
    // H takes the token as it is, too; a token always has two dots, base64url never.
    if (generation === 'H' && value.includes('.')) return value
    return Buffer.from(value, 'base64url').toString('utf8')
  }
  return undefined
}
