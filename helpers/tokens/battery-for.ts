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

/** Other spellings of "none" with the good signature: a verifier that takes them takes them without a signature too, or skips it for "none" as well. */
const SIGNED_SPELLINGS = /^alg-none-(?:capitalised|upper-case|mixed-case)-signed$/

/**
 * The rows of the battery that a platform's tokens call for, known before any token is: one check each. `service`, where
 * it asks the issuer to check tokens, gets the shorter one of a service without a verifier.
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
    .filter(({ id }) => !isDelegated || !SIGNED_SPELLINGS.test(id))
    .map(wordsOf)
}

/** An issuer that signs with nothing but a shared secret (HMAC, RFC 7518 §3.2) has no public key to misuse. */
function rowsOf({ algorithms }: JwtPromise) {
  const rows = [...SIGNATURE_BATTERY, ...CLAIM_BATTERY]
  const hasPublicKey = algorithms.some((algorithm) => !algorithm.startsWith('HS'))
  return hasPublicKey ? rows : rows.filter(({ id }) => !PUBLIC_KEY_ROWS.has(id))
}
