import { exportJWK, generateKeyPair, generateSecret, type JWK } from 'jose'

/** A key no issuer knows, under a name no issuer uses. */
export interface ForeignKey {
  readonly kid: string
  readonly signing: JWK
  /** The half a verifier would check with; for a shared secret the whole. */
  readonly verifying: JWK
}

export const FOREIGN_KID = 'post-deploy-smoke-foreign-key'

const made = new Map<string, Promise<ForeignKey>>()

/** The foreign key for an algorithm, generated once per process; rejects for an algorithm nobody here can sign with. */
export function foreignKey(algorithm: string): Promise<ForeignKey> {
  const known = made.get(algorithm)
  if (known !== undefined) return known
  const key = generate(algorithm)
  made.set(algorithm, key)
  return key
}

async function generate(algorithm: string): Promise<ForeignKey> {
  if (algorithm.startsWith('HS')) {
    const secret = await exportJWK(await generateSecret(algorithm, { extractable: true }))
    return { kid: FOREIGN_KID, signing: secret, verifying: secret }
  }
  const pair = await generateKeyPair(algorithm, { extractable: true })
  return {
    kid: FOREIGN_KID,
    signing: await exportJWK(pair.privateKey),
    verifying: await exportJWK(pair.publicKey),
  }
}
