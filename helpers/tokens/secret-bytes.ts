import type { JwtPromise } from '../../contracts/schema/jwt.ts'
import type { Secret } from '../../env/secret.ts'

/** How the bytes of a shared secret stand in a variable. */
export type KeyEncoding = JwtPromise['keyEncoding']

/**
 * The bytes of a shared secret: those of the text in UTF-8, or those that it writes in base64 or base64url (RFC 4648 §4,
 * §5), padding or not. A text with other characters gives fewer bytes, and then no signature fits.
 */
export function secretBytes(secret: Secret, encoding: KeyEncoding = 'text'): Uint8Array {
  return Buffer.from(secret.reveal(), encoding === 'base64' ? 'base64' : 'utf8')
}
