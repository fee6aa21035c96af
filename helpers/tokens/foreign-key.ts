import { generateKeyPair, type KeyObject, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { JWK } from 'jose'

/** A key no issuer knows, under a name no issuer uses. */
export interface ForeignKey {
  readonly kid: string
  readonly signing: JWK
  /** The half a verifier would check with; for a shared secret the whole. */
  readonly verifying: JWK
}

const FOREIGN_KID = 'post-deploy-smoke-foreign-key'

const CURVES: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }

const made = new Map<string, Promise<ForeignKey>>()

/** The foreign key for an algorithm, generated once per process. Rejects if this Node cannot sign with the algorithm. */
export function foreignKey(algorithm: string): Promise<ForeignKey> {
  const known = made.get(algorithm)
  if (known !== undefined) return known
  const key = generate(algorithm)
  made.set(algorithm, key)
  return key
}

async function generate(algorithm: string): Promise<ForeignKey> {
  if (algorithm.startsWith('HS')) {
    // As long as the longest hash needs (RFC 7518 §3.2).
    const secret = { kty: 'oct', k: randomBytes(64).toString('base64url') }
    return { kid: FOREIGN_KID, signing: secret, verifying: secret }
  }
  const { privateKey, publicKey } = await pairFor(algorithm)
  const jwk = (key: KeyObject) => key.export({ format: 'jwk' }) as JWK
  return { kid: FOREIGN_KID, signing: jwk(privateKey), verifying: jwk(publicKey) }
}

async function pairFor(
  algorithm: string,
): Promise<{ privateKey: KeyObject; publicKey: KeyObject }> {
  const namedCurve = CURVES[algorithm]
  if (namedCurve !== undefined) return promisify(generateKeyPair)('ec', { namedCurve })
  if (/^Ed/.test(algorithm)) return promisify(generateKeyPair)('ed25519')
  if (/^[RP]S/.test(algorithm)) return promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  throw new Error('no key can be made for this algorithm')
}
