import { bearerToken } from '../../http/bearer-token.ts'
import type { Asked } from '../../http/exchange.ts'
import type { Generation } from '../../service-plan.ts'
import { offeredSubprotocols } from './offered-subprotocols.ts'

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
