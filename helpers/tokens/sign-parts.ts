import type { JWK, KeyObject } from 'jose'
import { CompactSign } from 'jose/jws/compact/sign'

/**
 * Signs a header and a payload as they are (RFC 7515 §5.1), with nothing added or checked. The
 * header's `alg` decides how. Rejects with an error in our own words when the key is not fit for it.
 */
export async function signParts(
  header: Readonly<Record<string, unknown>>,
  payload: Readonly<Record<string, unknown>>,
  key: KeyObject | JWK | Uint8Array,
): Promise<string> {
  const alg = String(header.alg)
  const bytes = new TextEncoder().encode(JSON.stringify(payload))
  try {
    return await new CompactSign(bytes).setProtectedHeader({ ...header, alg }).sign(key)
  } catch {
    throw new Error(`could not be signed: the key or the header is not fit for ${alg}`)
  }
}
