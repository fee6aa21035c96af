import type { Credential } from '../../../contracts/schema/common.ts'
import type { SeenLogin } from './login.ts'

/** Carriers, the usual one first (RFC 6750 §2.1). */
const CARRIERS: readonly Credential[] = [
  { by: 'bearer' },
  { by: 'header', name: 'authorization' },
  { by: 'header', name: 'x-access-token' },
  { by: 'header', name: 'x-auth-token' },
]

/** `authentication_token` of Flask-Security 5.8 goes in `Authentication-Token`; a bare `token` says nothing. */
const NAMES_A_HEADER = /^[a-z]+(?:-[a-z]+)+$/

/** How a token travels, for a person: `bearer`, `header x-api-key`. */
export function credentialInWords(credential: Credential): string {
  return 'name' in credential ? `${credential.by} ${credential.name}` : credential.by
}

/** How a token may travel to a route, as far as the login says it; else each usual way, and a header of the name that the login gives the token. */
export function carriersOf({ carrier, asked }: SeenLogin): readonly Credential[] {
  if (carrier?.by === 'cookie') return [carrier, ...CARRIERS]
  if (carrier !== undefined) return [carrier]
  const name = asked?.places.token.split('.').at(-1)?.toLowerCase().replaceAll('_', '-') ?? ''
  return NAMES_A_HEADER.test(name) ? [...CARRIERS, { by: 'header', name }] : CARRIERS
}
