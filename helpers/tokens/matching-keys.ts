import type { JWK } from 'jose'
import { PUBLIC_MEMBERS } from '../../contracts/schema/public-key.ts'

/** Most keys of one set that are ever tried: a set with more is not a set anyone rotates. */
const MAX_KEYS = 20

/**
 * The keys of a JWK Set (RFC 7517 §5) that may have signed a token with this header, in the set's
 * order: those with its `kid` when it names one (RFC 7515 §4.1.4), of the type its `alg` needs, not
 * meant for encryption or another algorithm. Shared secrets are left out: a published one proves nothing.
 * `unreadable` when the document is no JWK Set.
 */
export function matchingKeys(
  jwks: unknown,
  header: Readonly<Record<string, unknown>>,
): readonly JWK[] | 'unreadable' {
  if (typeof jwks !== 'object' || jwks === null) return 'unreadable'
  const { keys } = jwks as { keys?: unknown }
  if (!Array.isArray(keys)) return 'unreadable'
  const type = keyTypeOf(header.alg)
  return keys
    .filter((key) => fits(key, header, type))
    .slice(0, MAX_KEYS)
    .map(publicPart)
}

function publicPart(key: object): JWK {
  const members = Object.entries(key).filter(([name]) => PUBLIC_MEMBERS.includes(name))
  return Object.fromEntries(members) as JWK
}

function fits(
  key: unknown,
  header: Readonly<Record<string, unknown>>,
  type: string | undefined,
): boolean {
  if (typeof key !== 'object' || key === null || type === undefined) return false
  const jwk = key as Readonly<Record<string, unknown>>
  return (
    jwk.kty === type &&
    (header.kid === undefined || jwk.kid === header.kid) &&
    (jwk.use === undefined || jwk.use === 'sig') &&
    (jwk.alg === undefined || jwk.alg === header.alg || (type === 'OKP' && jwk.alg === 'EdDSA'))
  )
}

/** The asymmetric key type of a signature algorithm (RFC 7518 §6.1, RFC 8037 §2); undefined for any other. */
function keyTypeOf(algorithm: unknown): 'RSA' | 'EC' | 'OKP' | undefined {
  if (typeof algorithm !== 'string') return undefined
  if (/^[RP]S(256|384|512)$/.test(algorithm)) return 'RSA'
  if (/^ES(256|384|512)$/.test(algorithm)) return 'EC'
  if (/^(EdDSA|Ed25519)$/.test(algorithm)) return 'OKP'
  return undefined
}
