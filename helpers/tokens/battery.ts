import type { JwtPromise } from '../../contracts/schema/jwt.ts'
import type { TokenPromise } from '../../contracts/schema/tokens.ts'
import { Secret } from '../../env/secret.ts'
import { CLAIM_BATTERY } from './claim-battery.ts'
import { decodeToken } from './decode-token.ts'
import {
  type Forgery,
  type ForgeryRow,
  type ForgeryWords,
  forgeryWords,
  type GoodJwt,
  type GoodToken,
} from './forgery.ts'
import { FORMAT_BATTERY, OPAQUE_BATTERY } from './format-battery.ts'
import { issuerKeys } from './issuer-keys.ts'
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
  'empty-secret',
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
    .map(forgeryWords)
    .filter(({ group, proves }) => group !== 'claim' || isPromised(proves))
    .filter(({ id }) => !isDelegated || !ROWS_OF_VERIFIERS.has(id))
}

/** An issuer that signs with nothing but a shared secret (HMAC, RFC 7518 §3.2) has no public key to misuse. */
function rowsOf({ algorithms }: JwtPromise) {
  const rows = [...SIGNATURE_BATTERY, ...CLAIM_BATTERY]
  const hasPublicKey = algorithms.some((algorithm) => !algorithm.startsWith('HS'))
  return hasPublicKey ? rows : rows.filter(({ id }) => !PUBLIC_KEY_ROWS.has(id))
}

export interface ForgeOptions {
  readonly now: Date
  /** Undefined for opaque tokens. */
  readonly jwt?: JwtPromise
  /** The issuer's signing key, when it is known: a shared secret, or a private key as PEM or JWK. */
  readonly key?: Secret
  /** The issuer's JWK Set as it was answered, when it has one. */
  readonly jwks?: unknown
  readonly refreshToken?: Secret
  /** Makes a secret of a forged token, which may hold parts of the good one: the caller keeps it out of reports. */
  readonly secret: (text: string) => Secret
}

/**
 * The tokens that must be refused everywhere (RFC 8725, OWASP WSTG-SESS-10), made from a good one: all rows
 * that `batteryFor` may ask for, in its order. Each differs from a good token in exactly one thing and says
 * what its refusal proves; what cannot be made stands in the list with its reason. The same input gives the
 * same tokens, but for the randomness inside ECDSA and RSA-PSS; foreign keys are made once per process.
 * Nothing is sent. Never rejects.
 */
export async function forgeTokens(
  real: Secret,
  options: ForgeOptions,
): Promise<readonly Forgery[]> {
  const good = {
    token: real.reveal(),
    now: options.now,
    refreshToken: options.refreshToken?.reveal(),
  }
  const own =
    options.jwt === undefined
      ? OPAQUE_BATTERY.map((row) => forge(row, good, options))
      : await forgeJwts(real, good, options)
  return Promise.all([...own, ...FORMAT_BATTERY.map((row) => forge(row, good, options))])
}

async function forgeJwts(
  real: Secret,
  good: GoodToken,
  options: ForgeOptions,
): Promise<Promise<Forgery>[]> {
  const rows = [...SIGNATURE_BATTERY, ...CLAIM_BATTERY]
  const jwt = decodeToken(real)
  if (jwt.kind === 'opaque')
    return rows.map(async (row) => unforged(row, `the good token is no signed JWT: ${jwt.why}`))
  const known: GoodJwt = {
    ...good,
    jwt,
    ...(await issuerKeys(good.token, jwt, options.key, options.jwks, options.jwt?.keyEncoding)),
    subject: options.jwt?.subject ?? 'sub',
    typeClaims: options.jwt?.typeClaims ?? [],
  }
  return rows.map((row) => forge(row, known, options))
}

async function forge<Good extends GoodToken>(
  row: ForgeryRow<Good>,
  good: Good,
  { secret }: ForgeOptions,
): Promise<Forgery> {
  try {
    const made = await row.make(good)
    if (typeof made !== 'string') return unforged(row, made.skipped)
    // A forgery that came out equal to the good token would make a sound service look broken.
    if (made === good.token) return unforged(row, 'the forged token would equal the good one')
    // A malformed token holds nothing of the good one; its words are plain words, which reports may need.
    const token = row.proves === 'format' ? new Secret(made) : secret(made)
    return { ...forgeryWords(row), token }
  } catch {
    return unforged(
      row,
      'it could not be made from this token: its algorithm or header is not known here',
    )
  }
}

function unforged(row: Omit<ForgeryRow<never>, 'make'>, skipped: string): Forgery {
  return { ...forgeryWords(row), skipped }
}
