import { createPublicKey, type KeyObject } from 'node:crypto'
import { compactVerify } from 'jose/jws/compact/verify'
import type { Secret } from '../../env/secret.ts'
import type { DecodedJwt } from './decode-token.ts'
import type { Known } from './forgery.ts'
import { type KeyEncoding, matchingKeys, publicHalf, signingKey } from './token-keys.ts'

export interface IssuerKeys {
  readonly signing: Known<KeyObject>
  readonly verifying: Known<KeyObject>
}

/**
 * The issuer's own keys, each proved on its good token: a token signed with a key that is not the
 * issuer's is refused for its signature, whatever else is wrong with it, and would prove nothing more.
 */
export async function issuerKeys(
  token: string,
  jwt: DecodedJwt,
  key: Secret | undefined,
  jwks: unknown,
  encoding?: KeyEncoding,
): Promise<IssuerKeys> {
  const signing = await provedSigning(token, jwt, key, encoding)
  return { signing, verifying: await provedVerifying(token, jwt, signing, { key, jwks }) }
}

async function provedSigning(
  token: string,
  jwt: DecodedJwt,
  key: Secret | undefined,
  encoding: KeyEncoding | undefined,
): Promise<Known<KeyObject>> {
  if (key === undefined)
    return unknown(
      "the issuer's signing key is not at hand, and under any other key the signature is refused before the claim is looked at",
    )
  const made = signingKey(key, String(jwt.header.alg), encoding)
  if (made.kind === 'unusable')
    return unknown(`the configured signing key cannot be used: ${made.detail}`)
  const half = made.key.type === 'private' ? createPublicKey(made.key) : made.key
  if (await verifies(token, half)) return { kind: 'known', value: made.key }
  return unknown(
    'the configured signing key is not the one the issuer signs with, so that the signature is refused before the claim is looked at',
  )
}

async function provedVerifying(
  token: string,
  jwt: DecodedJwt,
  signing: Known<KeyObject>,
  { key: written, jwks }: { readonly key: Secret | undefined; readonly jwks: unknown },
): Promise<Known<KeyObject>> {
  const algorithm = String(jwt.header.alg)
  if (algorithm.startsWith('HS'))
    return unknown(
      `the issuer signs with a shared secret (${algorithm}): there is no public key to misuse`,
    )
  if (signing.kind === 'known') return { kind: 'known', value: createPublicKey(signing.value) }
  const half = written && publicHalf(written)
  if (half !== undefined && (await verifies(token, half))) return { kind: 'known', value: half }
  const found = jwks === undefined ? 'unreadable' : matchingKeys(jwks, jwt.header)
  for (const jwk of found === 'unreadable' ? [] : found) {
    const key = publicKey(jwk)
    if (key !== undefined && (await verifies(token, key))) return { kind: 'known', value: key }
  }
  return unknown("the issuer's public key is not known")
}

function publicKey(jwk: object): KeyObject | undefined {
  try {
    return createPublicKey({ key: { ...jwk }, format: 'jwk' })
  } catch {
    return undefined
  }
}

async function verifies(token: string, key: KeyObject): Promise<boolean> {
  try {
    await compactVerify(token, key)
    return true
  } catch {
    return false
  }
}

function unknown(why: string): Known<never> {
  return { kind: 'unknown', why }
}
