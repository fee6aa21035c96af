import { randomUUID } from 'node:crypto'
import type { Secret } from '../../env/secret.ts'
import { type KeyEncoding, signingKey } from './signing-key.ts'
import { signParts } from './write-token.ts'

export interface MintOrder {
  readonly claims: Readonly<Record<string, unknown>>
  readonly algorithm: string
  /** The issuer's own key: a shared secret, or a private key as PEM or JWK. */
  readonly key: Secret
  /** The form of a shared secret. Default: text. */
  readonly encoding?: KeyEncoding
  readonly lifetimeSeconds: number
  readonly now: Date
}

export type Minted =
  | { readonly kind: 'minted'; readonly token: string }
  | { readonly kind: 'unusable-key'; readonly detail: string }

/** Makes the token the issuer would have made (RFC 7519 §7.1): the given claims, and iat, exp and a jti of its own. Never throws. */
export async function mintToken(order: MintOrder): Promise<Minted> {
  const made = signingKey(order.key, order.algorithm, order.encoding)
  if (made.kind === 'unusable') return { kind: 'unusable-key', detail: made.detail }
  const iat = Math.floor(order.now.getTime() / 1000)
  const header = { alg: order.algorithm, typ: 'JWT' }
  const exp = iat + order.lifetimeSeconds
  const jti = randomUUID()
  try {
    const token = await signParts(header, { ...order.claims, iat, exp, jti }, made.key)
    return { kind: 'minted', token }
  } catch {
    return { kind: 'unusable-key', detail: `the key is not fit for ${order.algorithm}` }
  }
}
