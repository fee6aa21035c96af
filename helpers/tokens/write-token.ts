import { randomUUID } from 'node:crypto'
import type { JWK, KeyObject } from 'jose'
import { CompactSign } from 'jose/jws/compact/sign'
import type { Secret } from '../../env/secret.ts'
import { type KeyEncoding, signingKey } from './token-keys.ts'

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

type Part = string | Readonly<Record<string, unknown>>

/** Joins the parts of a JWS in compact form (RFC 7515 §7.1): text is taken as it is, an object is encoded. */
export function compact(header: Part, payload: Part, signature: string): string {
  return `${encoded(header)}.${encoded(payload)}.${signature}`
}

function encoded(part: Part): string {
  return typeof part === 'string' ? part : Buffer.from(JSON.stringify(part)).toString('base64url')
}

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

/**
 * The text with one letter or digit near its middle replaced by a neighbour of its kind, so that it
 * keeps its form: a digit stays a digit, a hexadecimal letter one, a letter its case. The middle,
 * because the last characters of base64url may carry bits that no decoder reads (RFC 4648 §3.5).
 */
export function changeOneCharacter(text: string): string {
  const middle = Math.floor(text.length / 2)
  const after = text.slice(middle).search(/[A-Za-z0-9]/)
  const place = after === -1 ? text.search(/[A-Za-z0-9]/) : middle + after
  if (place === -1) return `${text}x`
  return text.slice(0, place) + neighbour(text.charAt(place)) + text.slice(place + 1)
}

function neighbour(character: string): string {
  if (character === '9') return '0'
  const step = /[fzFZ]/.test(character) ? -1 : 1
  return String.fromCharCode(character.charCodeAt(0) + step)
}
