import { createPrivateKey, createSecretKey, type KeyObject } from 'node:crypto'
import type { JWK } from 'jose'
import type { JwtPromise } from '../../contracts/schema/jwt.ts'
import { PUBLIC_MEMBERS, publicKeyOf } from '../../contracts/schema/public-key.ts'
import type { Secret } from '../../env/secret.ts'

/** A key fit to sign with an algorithm, or in our own words why the configured text is none. */
export type SigningKey =
  | { readonly kind: 'key'; readonly key: KeyObject }
  | { readonly kind: 'unusable'; readonly detail: string }

/**
 * Makes a signing key of configured text: the bytes of a shared secret for HS256 to HS512, in the form of `encoding`; for
 * RS, PS, ES and EdDSA a private key as PEM or as a JWK (RFC 7517). Errors never quote the text.
 */
export function signingKey(
  text: Secret,
  algorithm: string,
  encoding: KeyEncoding = 'text',
): SigningKey {
  const value = text.reveal()
  if (value === '') return { kind: 'unusable', detail: 'the key is empty' }
  if (/^HS(256|384|512)$/.test(algorithm)) {
    const bytes = secretBytes(text, encoding)
    return bytes.length === 0
      ? { kind: 'unusable', detail: 'the key is no base64, as keyEncoding says' }
      : { kind: 'key', key: createSecretKey(bytes) }
  }
  try {
    // Env files keep a PEM on one line with \n written out.
    const pem = value.replaceAll('\\n', '\n')
    const key = value.trimStart().startsWith('{')
      ? createPrivateKey({ key: JSON.parse(value), format: 'jwk' })
      : createPrivateKey(pem)
    return { kind: 'key', key }
  } catch {
    return {
      kind: 'unusable',
      detail: `${algorithm} needs a private key as PEM or JWK, and the text is neither`,
    }
  }
}

/** The public key in configured text, or the public half of a private one; undefined where the text is neither. */
export function publicHalf(text: Secret): KeyObject | undefined {
  return publicKeyOf(text.reveal())
}

/** How the bytes of a shared secret stand in a variable. */
export type KeyEncoding = JwtPromise['keyEncoding']

/**
 * The bytes of a shared secret: those of the text in UTF-8, or those that it writes in base64 or base64url (RFC 4648 §4,
 * §5), padding or not. A text with other characters gives fewer bytes, and then no signature fits.
 */
export function secretBytes(secret: Secret, encoding: KeyEncoding = 'text'): Uint8Array {
  return Buffer.from(secret.reveal(), encoding === 'base64' ? 'base64' : 'utf8')
}

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
