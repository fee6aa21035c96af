import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWK } from 'jose'

/** One key for each algorithm the issuer signs with. */
export const ALGORITHMS = ['RS256', 'ES256'] as const

export type Algorithm = (typeof ALGORITHMS)[number]

/** The issuer's keys, private and public halves, and only the public ones, as its JWKS shows them. */
export interface SigningKeys {
  readonly all: { readonly keys: JWK[] }
  readonly published: { readonly keys: JWK[] }
}

const made = new Map<Generation, Promise<SigningKeys>>()

/** Keys are rotated: the ones in use, and the ones before them. */
export type Generation = 'current' | 'previous'

/** The keys of one generation; made once in a process, because an RSA key takes long. */
export function signingKeys(generation: Generation): Promise<SigningKeys> {
  const known = made.get(generation)
  if (known !== undefined) return known
  const keys = makeSigningKeys()
  made.set(generation, keys)
  return keys
}

async function makeSigningKeys(): Promise<SigningKeys> {
  const pairs = await Promise.all(ALGORITHMS.map(makePair))
  return {
    all: { keys: pairs.map(({ whole }) => whole) },
    published: { keys: pairs.map(({ half }) => half) },
  }
}

/** A key with its own `kid`, so that a rotated key is recognised. */
async function makePair(alg: Algorithm): Promise<{ readonly whole: JWK; readonly half: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  const named = { kid: `${alg.toLowerCase()}-${randomUUID()}`, alg, use: 'sig' }
  return {
    whole: { ...(await exportJWK(privateKey)), ...named },
    half: { ...(await exportJWK(publicKey)), ...named },
  }
}
