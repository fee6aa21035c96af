import { createPublicKey, type KeyObject } from 'node:crypto'

/**
 * The public key in a text: PEM of a public key, of a private key or of a certificate (RFC 7468), on one line with \n
 * written out too, or a JWK (RFC 7517 §4), of which a private part is left out. Undefined where it is none of these.
 */
export function publicKeyOf(text: string): KeyObject | undefined {
  try {
    if (!text.trimStart().startsWith('{')) return createPublicKey(text.replaceAll('\\n', '\n'))
    const jwk: unknown = JSON.parse(text)
    const members = Object.entries(jwk ?? {}).filter(([name]) => PUBLIC_MEMBERS.includes(name))
    return createPublicKey({ key: Object.fromEntries(members), format: 'jwk' })
  } catch {
    return undefined
  }
}

/** The members that make a public key (RFC 7518 §6.2.1, §6.3.1; RFC 8037 §2), and its name. */
export const PUBLIC_MEMBERS: readonly string[] = ['kty', 'kid', 'crv', 'x', 'y', 'n', 'e']

/** A key as a contract writes it: text, or a JWK as an object. */
export type WrittenKey = string | Readonly<Record<string, unknown>>

/** A written key as text. */
export function keyText(key: WrittenKey): string {
  return typeof key === 'string' ? key : JSON.stringify(key)
}

/** Whether a written key is one, or the name of the variable that holds it. */
export function isPublicKey(key: WrittenKey): boolean {
  const text = keyText(key)
  return /^\{[A-Z]\w*\}$/.test(text.trim()) || publicKeyOf(text) !== undefined
}
