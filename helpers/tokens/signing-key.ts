import { createPrivateKey, createSecretKey, type KeyObject } from 'node:crypto'
import type { Secret } from '../../env/secret.ts'

/** A key fit to sign with an algorithm, or in our own words why the configured text is none. */
export type SigningKey =
  | { readonly kind: 'key'; readonly key: KeyObject }
  | { readonly kind: 'unusable'; readonly detail: string }

/**
 * Makes a signing key of configured text: the UTF-8 bytes of a shared secret for HS256 to HS512; for
 * RS, PS, ES and EdDSA a private key as PEM or as a JWK (RFC 7517). Errors never quote the text.
 */
export function signingKey(text: Secret, algorithm: string): SigningKey {
  const value = text.reveal()
  if (value === '') return { kind: 'unusable', detail: 'the key is empty' }
  if (/^HS(256|384|512)$/.test(algorithm))
    return { kind: 'key', key: createSecretKey(value, 'utf8') }
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
