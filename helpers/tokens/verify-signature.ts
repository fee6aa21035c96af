import type { JWK, KeyObject } from 'jose'
import { JWSInvalid, JWSSignatureVerificationFailed } from 'jose/errors'
import { compactVerify } from 'jose/jws/compact/verify'
import type { Secret } from '../../env/secret.ts'
import { decodeToken } from './decode-token.ts'
import { type KeyEncoding, matchingKeys, publicHalf, secretBytes } from './token-keys.ts'

/**
 * What a signature is checked with: a key at hand, which is a shared secret for HS256 to HS512 and otherwise a private or
 * public one as PEM or JWK, or the issuer's JWK Set as it was answered.
 */
export type VerificationKey =
  | { readonly kind: 'secret'; readonly secret: Secret; readonly encoding?: KeyEncoding }
  | { readonly kind: 'jwks'; readonly jwks: unknown }

/** What checking a signature showed; `detail` is in our own words and quotes nothing of the token. */
export type SignatureFact =
  | { readonly kind: 'valid'; readonly algorithm: string; readonly keyId?: string }
  /** `fitsAs`: the form in which the same shared secret does fit, where one does. */
  | { readonly kind: Unproved; readonly detail: string; readonly fitsAs?: KeyEncoding }

type Unproved =
  /** A key was tried and the signature is not its. */
  | 'invalid'
  /** No signature, or `alg` none in any spelling (RFC 7515 appendix A.5). */
  | 'unsigned'
  | 'algorithm-not-promised'
  /** The set holds no key that the header points to: a rotation that was not published, or another issuer. */
  | 'key-not-found'
  /** Neither good nor bad: the algorithm or the key cannot be used here. */
  | 'unsupported'
  /** What should be the JWK Set is none. */
  | 'unreadable-keys'
  | 'not-a-jwt'

type UsableKey = Uint8Array | JWK | KeyObject

/** Checks the signature alone (RFC 7515 §5.2); claims and times are the business of others. Never throws. */
export async function verifySignature(
  token: Secret,
  key: VerificationKey,
  algorithms: readonly string[],
): Promise<SignatureFact> {
  const decoded = decodeToken(token)
  if (decoded.kind === 'opaque') return { kind: 'not-a-jwt', detail: decoded.why }
  const { alg } = decoded.header
  if (typeof alg !== 'string') return { kind: 'unsupported', detail: 'the header names no alg' }
  if (/^none$/i.test(alg)) return { kind: 'unsigned', detail: 'its alg is none' }
  if (decoded.signature === 'absent') return { kind: 'unsigned', detail: 'its signature is empty' }
  if (!algorithms.includes(alg))
    return { kind: 'algorithm-not-promised', detail: `its alg is none of ${algorithms.join(', ')}` }
  const keys = keysFor(key, decoded.header)
  if (!Array.isArray(keys)) return keys
  return tryEach(token.reveal(), keys, alg)
}

function keysFor(
  key: VerificationKey,
  header: Readonly<Record<string, unknown>>,
): SignatureFact | UsableKey[] {
  const symmetric = typeof header.alg === 'string' && header.alg.startsWith('HS')
  if (key.kind === 'secret') {
    if (symmetric) return [secretBytes(key.secret, key.encoding)]
    const half = publicHalf(key.secret)
    if (half !== undefined) return [half]
    return {
      kind: 'unsupported',
      detail: 'its alg needs a public or private key as PEM or JWK, and the key at hand is neither',
    }
  }
  if (symmetric)
    return {
      kind: 'unsupported',
      detail: 'its alg needs the shared secret, and a JWK Set is at hand',
    }
  const found = matchingKeys(key.jwks, header)
  if (found === 'unreadable')
    return {
      kind: 'unreadable-keys',
      detail: 'the answer is no JWK Set: an object with a list under "keys"',
    }
  if (found.length > 0) return [...found]
  const named = header.kid === undefined ? 'of its algorithm' : 'with its kid and algorithm'
  return { kind: 'key-not-found', detail: `the JWK Set holds no signing key ${named}` }
}

/** The first key that fits decides for good; otherwise a key that was really tried outweighs one that could not be. */
async function tryEach(
  token: string,
  keys: readonly UsableKey[],
  algorithm: string,
): Promise<SignatureFact> {
  let last: SignatureFact = { kind: 'unsupported', detail: 'no key could be used' }
  for (const key of keys) {
    const fact = await tryOne(token, key, algorithm)
    if (fact.kind === 'valid') return fact
    if (last.kind !== 'invalid') last = fact
  }
  return last
}

async function tryOne(token: string, key: UsableKey, algorithm: string): Promise<SignatureFact> {
  try {
    await compactVerify(token, key, { algorithms: [algorithm] })
  } catch (error) {
    if (error instanceof JWSSignatureVerificationFailed)
      return { kind: 'invalid', detail: `the ${algorithm} signature does not match the key` }
    if (error instanceof JWSInvalid)
      return { kind: 'not-a-jwt', detail: 'it is no JWS in compact form (RFC 7515 §7.1)' }
    // Everything else is about the key or the algorithm; jose's own words may quote key material.
    return { kind: 'unsupported', detail: `the key cannot be used for ${algorithm} here` }
  }
  const keyId = 'kid' in key ? key.kid : undefined
  return { kind: 'valid', algorithm, ...(typeof keyId === 'string' && { keyId }) }
}
