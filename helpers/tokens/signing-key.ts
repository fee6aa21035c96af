import { createPrivateKey, createSecretKey, type KeyObject } from 'node:crypto'
import type { Secret } from '../../env/secret.ts'
import { type KeyEncoding, secretBytes } from './secret-bytes.ts'

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
