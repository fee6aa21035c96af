import type { Generation } from '../../service-plan.ts'

/** The outcome of subprotocol negotiation. Without a name the header is left out. */
export type Selection =
  | { readonly kind: 'accepted'; readonly name?: string }
  | { readonly kind: 'refused' }

const NAMES_H = ['jwt-auth', 'jwt', 'bearer', 'e2e-testing', 'staging-auth', 'agent_chat']
const TOKEN_ITEM_H = /^(jwt\.|jwt-auth\.|bearer\.)./

/**
 * Picks a subprotocol (docs/netra.md#subprotocols). H repeats the item that holds the token, or the first
 * known name, and refuses unknown ones; S9 knows `jwt-auth` only and accepts anything.
 */
export function negotiate(offered: readonly string[], generation: Generation): Selection {
  if (generation === 'S9') {
    return offered.includes('jwt-auth')
      ? { kind: 'accepted', name: 'jwt-auth' }
      : { kind: 'accepted' }
  }
  if (offered.length === 0) return { kind: 'accepted' }
  const name =
    offered.find((item) => TOKEN_ITEM_H.test(item)) ??
    NAMES_H.find((known) => offered.includes(known))
  return name === undefined ? { kind: 'refused' } : { kind: 'accepted', name }
}
