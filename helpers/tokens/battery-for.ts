import type { JwtPromise } from '../../contracts/schema/jwt.ts'
import type { TokenPromise } from '../../contracts/schema/tokens.ts'
import { CLAIM_BATTERY } from './claim-battery.ts'
import type { ForgeryWords } from './forgery.ts'
import { wordsOf } from './forgery.ts'
import { FORMAT_BATTERY, OPAQUE_BATTERY } from './format-battery.ts'
import { SIGNATURE_BATTERY } from './signature-battery.ts'

/** The rows that misuse the issuer's public key. */
const PUBLIC_KEY_ROWS: ReadonlySet<string> = new Set([
  'hs256-public-key',
  'hs256-public-key-trimmed',
])

/**
 * Rows about how a verifier finds a key, spells "none" and parses. A service that asks its issuer does none of that: these
 * rows meet the verifier at the route of the issuer. What such a service can do wrong itself is in the other rows: believe
 * what it decodes, or remember a verdict by less than the whole token or for too long.
 */
const ROWS_OF_VERIFIERS: ReadonlySet<string> = new Set([
  'foreign-kid',
  'foreign-jku',
  'embedded-jwk',
  'alg-none-capitalised',
  'alg-none-capitalised-signed',
  'alg-none-upper-case',
  'alg-none-upper-case-signed',
  'alg-none-mixed-case-signed',
  ...PUBLIC_KEY_ROWS,
  'garbage-dotted',
  'garbage-punctuation',
])

/**
 * The rows of the battery that a platform's tokens call for, known before any token is: one check each. `service`, where
 * it asks the issuer to check tokens, gets the short one of a service without a verifier.
 */
export function batteryFor(
  { jwt, delegated = [] }: Pick<TokenPromise, 'jwt' | 'delegated'>,
  service?: string,
): readonly ForgeryWords[] {
  const isDelegated = delegated.some(({ consumer }) => consumer === service)
  const own = jwt === undefined ? OPAQUE_BATTERY : rowsOf(jwt)
  const enforced: readonly string[] = jwt?.enforced ?? []
  const isPromised = (proves: string) => jwt === undefined || enforced.includes(proves)
  // Most verifiers look at no issuer, audience or type by default: only what is promised is asked.
  return [...own, ...FORMAT_BATTERY]
    .filter(({ group, proves }) => group !== 'claim' || isPromised(proves))
    .filter(({ id }) => !isDelegated || !ROWS_OF_VERIFIERS.has(id))
    .map(wordsOf)
}

/** An issuer that signs with nothing but a shared secret (HMAC, RFC 7518 §3.2) has no public key to misuse. */
function rowsOf({ algorithms }: JwtPromise) {
  const rows = [...SIGNATURE_BATTERY, ...CLAIM_BATTERY]
  const hasPublicKey = algorithms.some((algorithm) => !algorithm.startsWith('HS'))
  return hasPublicKey ? rows : rows.filter(({ id }) => !PUBLIC_KEY_ROWS.has(id))
}
